// Lemmas from form and tag: exceptions learned word by word, then rules for suffixes.
//
// See lemmatizer.cpp. Lemmas are in lower case, of names as well.
// Thread rule: immutable; share it freely.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <demarche/base/result.hpp>
#include <demarche/language/text.hpp>

namespace demarche::language {

class Lemmatizer {
 public:
  // Takes `strip` bytes off the end and puts `add` there.
  struct Rule {
    std::uint8_t strip = 0;
    std::string add;
    bool operator==(const Rule&) const = default;
    // What is left of a form; the lemma is that with `add` behind it.
    [[nodiscard]] std::string_view stem(std::string_view lower) const {
      return lower.substr(0, lower.size() - std::min<std::size_t>(strip, lower.size()));
    }
    [[nodiscard]] std::string lemma(std::string_view lower) const { return std::string(stem(lower)) + add; }
  };
  // A context (whole word or suffix, with tags) and the rule to use there.
  struct Entry {
    std::uint64_t key = 0;
    std::uint16_t rule = 0;
  };

  Lemmatizer() = default;  // every lemma is the lower form
  // Rule 0 must be the identity. Entries need not be sorted.
  Lemmatizer(std::vector<Rule> rules, std::vector<Entry> entries);

  // Sets the lemma of every token from `lower`, `upos` and `xpos`. New strings are kept by `text`.
  void lemmatize(Text& text, std::span<Token> tokens) const;
  [[nodiscard]] std::string lemma(std::string_view lower, Upos upos, Xpos xpos) const;

  void append_to(std::string& out) const;
  [[nodiscard]] static Result<Lemmatizer> parse(std::string_view bytes);
  [[nodiscard]] std::size_t size() const { return entries_.size(); }

  static constexpr std::size_t kMaxSuffix = 6;
  [[nodiscard]] static std::uint64_t word_key(std::string_view lower, Upos upos, Xpos xpos);
  [[nodiscard]] static std::uint64_t suffix_key(std::string_view suffix, Upos upos, Xpos xpos);

 private:
  [[nodiscard]] const Rule& rule_for(std::string_view lower, Upos upos, Xpos xpos) const;
  [[nodiscard]] const Entry* find(std::uint64_t key) const;
  void index();

  std::vector<Rule> rules_;
  std::vector<Entry> entries_;
  std::vector<Entry> slots_;  // open addressing over entries_, key 0 = free
  std::size_t mask_ = 0;
};

}  // namespace demarche::language
