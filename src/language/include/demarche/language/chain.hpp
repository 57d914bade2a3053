// The English chain: raw text to sentences, tokens, tags, lemmas, dependency trees and entities.
//
// Load the models once; analyse any number of texts, from any number of threads, with one Workspace a thread.
// The result depends on the bytes of the text and of the model only: weights and sums are integers.
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string_view>

#include <demarche/base/result.hpp>
#include <demarche/language/text.hpp>

namespace demarche::language {

// What the field is: a title is one sentence (or a few) in headline English; a body may have a dateline.
enum class Genre { Title, Body };

class Chain {
 public:
  // `models` is the folder with the model files; errors name the file and what is wrong with it.
  [[nodiscard]] static Result<Chain> load(const std::filesystem::path& models);
  Chain(Chain&&) noexcept;
  Chain& operator=(Chain&&) noexcept;
  ~Chain();

  // Scratch memory that is reused from text to text. Not shared between threads.
  class Workspace;
  struct WorkspaceDeleter {
    void operator()(Workspace* workspace) const;
  };
  using WorkspaceHandle = std::unique_ptr<Workspace, WorkspaceDeleter>;
  [[nodiscard]] WorkspaceHandle workspace() const;

  // Never fails: any valid UTF-8 gives a Text. Linear in the length of the text (long sentences are cut at
  // 400 tokens). Sentences for which `wanted` is false get tokens, tags and lemmas but no tree. Entities are
  // found in all sentences where no `wanted` is given, else in none: see find_entities.
  using Wanted = bool (*)(const void* context, const Text& text, const Sentence& sentence);
  [[nodiscard]] Text analyse(std::string_view source, Genre genre, Workspace& workspace,
                             Wanted wanted = nullptr, const void* context = nullptr) const;

  // Sets the entities of a Text to those of some of its sentences, in text order: of those that have a tree.
  void find_entities(Text& text, std::span<const std::size_t> sentences, Workspace& workspace) const;

 private:
  struct Parts;
  explicit Chain(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace demarche::language
