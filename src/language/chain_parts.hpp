// The models of the chain, together: what a model file becomes when it is read, and what training puts
// together. Thread rule: const members may run on any number of threads.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include <demarche/language/chain.hpp>
#include <demarche/language/model_file.hpp>
#include <demarche/language/parser.hpp>
#include <demarche/language/segment.hpp>

#include "entity_tagger.hpp"
#include "lemmatizer.hpp"
#include "parser_tables.hpp"
#include "tagger.hpp"
#include "word_classes.hpp"
#include "word_info.hpp"

namespace demarche::language {

inline constexpr std::string_view kModelName = "english.model";
inline constexpr std::string_view kSanitySection = "sanity";

// Scratch memory of one thread; every vector keeps its memory from sentence to sentence.
struct ChainScratch {
  std::vector<WordInfo> infos;
  TaggerScratch tagger;
  std::vector<Sentence> to_parse;
  std::vector<ParserToken> parser_tokens;  // of these sentences, one after the other
  std::vector<Arc> arcs;
  std::vector<ParserJob> jobs;
  ParserWorkspace parser;
  EntityScratch entities;
};

struct ChainParts {
  Segmenter segmenter;
  WordClasses classes;
  Tagger tagger;
  Lemmatizer lemmatizer;
  Parser parser{Parser::Tables()};
  EntityTagger entities;

  // Checks the sanity section as well.
  [[nodiscard]] static Result<ChainParts> from_file(const ModelFile& file, const std::string& where);
  // From a file, or from the file kModelName in a folder.
  [[nodiscard]] static Result<ChainParts> load(const std::filesystem::path& models);
  // All sections, with a fresh sanity section.
  [[nodiscard]] ModelFile to_file() const;

  // See Chain::analyse.
  [[nodiscard]] Text analyse(std::string_view source, Genre genre, ChainScratch& scratch,
                             Chain::Wanted wanted = nullptr, const void* context = nullptr) const;
  // Tags and lemmas of one sentence, whose tokens are there; leaves its WordInfos in `scratch`.
  void tag(Text& text, const Sentence& sentence, ChainScratch& scratch) const;
  // The sentence that was tagged last is to get a tree, which parse() gives to all of these.
  static void queue(const Text& text, const Sentence& sentence, ChainScratch& scratch);
  void parse(Text& text, ChainScratch& scratch) const;
  // The entities of the sentence that was described last.
  void name(Text& text, const Sentence& sentence, ChainScratch& scratch) const;
  // See Chain::find_entities.
  void find_entities(Text& text, std::span<const std::size_t> sentences, ChainScratch& scratch) const;
};

// The parser's view of a tagged token.
[[nodiscard]] ParserToken parser_token(const Token& token, const WordInfo& info);

// A hash of everything that the analysis says about a text.
[[nodiscard]] std::uint64_t hash_of(const Text& text);

// The sanity section of these models, and the check that they still give what the section says.
[[nodiscard]] std::string make_sanity(const ChainParts& parts);
[[nodiscard]] Result<void> check_sanity(const ChainParts& parts, std::string_view section,
                                        const std::string& where);

}  // namespace demarche::language
