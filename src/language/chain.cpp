// The chain and its model file.
//
// Sections of `english.model` (see model_file.hpp for the container):
//   segmenter    weights for sentence ends              segment.hpp
//   words        clusters and habits of word forms      word_classes.hpp
//   tagger       tags and their weights                 tagger.hpp
//   lemmatizer   rules and exceptions                   lemmatizer.hpp
//   parser       two tables of weights                  parser.hpp
//   entities     weights for names                      entity_tagger.hpp
//   sanity       sentences and the hash of their analysis
//
// The sanity section is run at the end of loading: a checksum proves that the bytes are what the trainer
// wrote, the sanity sentences prove that this program computes what the trainer's program computed from them.
#include <demarche/language/chain.hpp>

#include <memory>
#include <utility>

#include "chain_parts.hpp"

namespace demarche::language {

class Chain::Workspace : public ChainScratch {};

void Chain::WorkspaceDeleter::operator()(Workspace* workspace) const {
  delete workspace;
}

struct Chain::Parts : ChainParts {
  explicit Parts(ChainParts parts) : ChainParts(std::move(parts)) {}
};

Chain::Chain(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Chain::Chain(Chain&&) noexcept = default;
Chain& Chain::operator=(Chain&&) noexcept = default;
Chain::~Chain() = default;

Chain::WorkspaceHandle Chain::workspace() const {
  return WorkspaceHandle(new Workspace());
}

Text Chain::analyse(std::string_view source, Genre genre, Workspace& workspace, Wanted wanted,
                    const void* context) const {
  return parts_->analyse(source, genre, workspace, wanted, context);
}

void Chain::find_entities(Text& text, std::span<const std::size_t> sentences, Workspace& workspace) const {
  parts_->find_entities(text, sentences, workspace);
}

Result<Chain> Chain::load(const std::filesystem::path& models) {
  auto parts = ChainParts::load(models);
  if (!parts) return tl::unexpected(parts.error());
  return Chain(std::make_unique<Parts>(std::move(*parts)));
}

}  // namespace demarche::language
