// Training of the whole chain: treebanks, entities and plain text in, one model file out.
//
// Deterministic: the same bytes in the same order give the same model. Takes minutes and about 1 GB of
// memory. The licences of the data are the caller's business but for one rule that is built in: of GUM, only
// the genres without a non-commercial clause are used (see has_free_licence), unless the caller says
// otherwise. Thread rule: free functions without state.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <demarche/base/result.hpp>

namespace demarche::language {

struct TrainingOptions {
  std::vector<std::filesystem::path> treebanks;  // CoNLL-U; at least one
  std::vector<std::filesystem::path> entities;   // IOB2 over sentences of the treebanks (found by sent_id)
  std::vector<std::string>
      unlabelled;  // texts (titles, bodies) for word clusters, lemmas and the parser's teacher
  std::filesystem::path irregular;  // irregular verbs: base, past, participle, tabs between; none if empty
  // Trees of a teacher, in CoNLL-U (sample.hpp); where it is empty several parsers of our own teach.
  std::filesystem::path silver;
  std::filesystem::path output;  // the model file; replaced when all has gone well
  bool free_genres_only = true;
  std::uint64_t seed = 1;
};

struct SectionSize {
  std::string name;
  std::size_t bytes = 0;
};

struct TrainingReport {
  std::size_t sentences = 0;  // of the treebanks, after the filter
  std::size_t words = 0;
  std::size_t filtered = 0;  // sentences left out for their licence
  std::size_t copies = 0;    // damaged copies of sentences added to them
  std::size_t silver = 0;    // unlabelled sentences that the parser's teacher labelled
  std::size_t entity_sentences = 0;
  std::size_t entity_misfits = 0;  // sentences of the entity files that no treebank has
  std::size_t model_bytes = 0;
  std::vector<SectionSize> sections;
};

// One line of plain text for people, without a line end.
using TrainingProgress = std::function<void(std::string_view line)>;

[[nodiscard]] Result<TrainingReport> train(const TrainingOptions& options,
                                           const TrainingProgress& progress = nullptr);

}  // namespace demarche::language
