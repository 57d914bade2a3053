// Words that name no party by themselves: data/issues.tsv, data/goods.tsv, data/role_nouns.tsv,
// data/short_names.tsv and data/currencies.tsv.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "loader.hpp"

namespace demarche::knowledge {
namespace {

constexpr std::array<std::string_view, 4> kRoleNounKinds = {"person", "group", "institution", "office"};

// Puts every entry of a list cell into an index.
Result<void> add_words(const Row& row, std::size_t column, PhraseIndex& index, std::size_t value) {
  const std::vector<std::string_view> words = row.list(column);
  if (words.empty()) return row.error(column, "is empty");
  for (const std::string_view word : words) {
    if (atoms_of(word).empty())
      return row.error(column, fmt::format("\"{}\" has no letters or digits", word));
    index.add(word, static_cast<std::uint32_t>(value));
  }
  return {};
}

}  // namespace

Result<void> Loader::load_issues() {
  enum Column : std::size_t { kIssue, kWords };
  constexpr std::array<std::string_view, 2> kColumns = {"issue", "words"};
  auto issues = table("issues.tsv", kColumns);
  if (!issues) return tl::unexpected(std::move(issues.error()));
  for (const Row& row : issues->rows()) {
    const auto issue = row.filled(kIssue);
    if (!issue) return tl::unexpected(issue.error());
    if (std::find(k_.issues_.begin(), k_.issues_.end(), *issue) != k_.issues_.end()) {
      return row.error(kIssue, fmt::format("{} stands in an earlier row already", *issue));
    }
    if (auto done = add_words(row, kWords, k_.issue_index_, k_.issues_.size()); !done) return done;
    k_.issues_.emplace_back(*issue);
  }
  return {};
}

Result<void> Loader::load_goods() {
  enum Column : std::size_t { kGood, kIssue, kWords };
  constexpr std::array<std::string_view, 3> kColumns = {"good", "issue", "words"};
  auto goods = table("goods.tsv", kColumns);
  if (!goods) return tl::unexpected(std::move(goods.error()));
  for (const Row& row : goods->rows()) {
    const auto good = row.filled(kGood);
    if (!good) return tl::unexpected(good.error());
    const std::string_view issue = row[kIssue];
    if (!issue.empty() && std::find(k_.issues_.begin(), k_.issues_.end(), issue) == k_.issues_.end()) {
      return row.error(kIssue, fmt::format("unknown issue {}; issues.tsv lists them", issue));
    }
    if (auto done = add_words(row, kWords, k_.goods_index_, k_.goods_.size()); !done) return done;
    k_.goods_.push_back({std::string(*good), std::string(issue)});
  }
  return {};
}

Result<void> Loader::load_role_nouns() {
  enum Column : std::size_t { kWords, kRole, kKind };
  constexpr std::array<std::string_view, 3> kColumns = {"words", "role", "kind"};
  auto nouns = table("role_nouns.tsv", kColumns);
  if (!nouns) return tl::unexpected(std::move(nouns.error()));
  for (const Row& row : nouns->rows()) {
    const auto its_role = role(row, kRole);
    if (!its_role) return tl::unexpected(its_role.error());
    if (auto ok = check_kind(row, kKind, kRoleNounKinds); !ok) return ok;
    if (auto done = add_words(row, kWords, k_.role_noun_index_, k_.role_nouns_.size()); !done) return done;
    k_.role_nouns_.push_back({*its_role, std::string(row[kKind])});
  }
  return {};
}

Result<void> Loader::load_short_names() {
  enum Column : std::size_t { kWord, kParties };
  constexpr std::array<std::string_view, 2> kColumns = {"word", "parties"};
  auto shorts = table("short_names.tsv", kColumns);
  if (!shorts) return tl::unexpected(std::move(shorts.error()));
  for (const Row& row : shorts->rows()) {
    const auto word = row.filled(kWord);
    if (!word) return tl::unexpected(word.error());
    if (auto ok = check_name(row, kWord, *word); !ok) return ok;
    const WrittenName written = written_name(*word);
    const std::vector<std::string> atoms = atoms_of(written.text);
    if (atoms.size() != 1) return row.error(kWord, fmt::format("\"{}\" is not one word", written.text));
    ShortName name{atoms.front(), written.exact ? std::string(written.text) : "", {}, {}};
    const bool twice = std::any_of(k_.short_names_.begin(), k_.short_names_.end(),
                                   [&](const ShortName& s) { return s.word == name.word; });
    if (twice) return row.error(kWord, fmt::format("{} stands in an earlier row already", name.word));
    for (const std::string_view party : row.list(kParties)) {
      if (const auto code = PartyCode::parse(party); code && k_.party(*code) != nullptr) {
        name.parties.push_back(*code);
        continue;
      }
      const auto named = [&](const auto& known) { return known.name == party; };
      if (std::none_of(k_.parties_.begin(), k_.parties_.end(), named) &&
          std::none_of(k_.institutions_.begin(), k_.institutions_.end(), named)) {
        return row.error(kParties,
                         fmt::format("unknown party \"{}\"; write a code of parties.tsv, or the name "
                                     "of a body or of an institution",
                                     party));
      }
      name.names.emplace_back(party);
    }
    k_.short_names_.push_back(std::move(name));
  }
  return {};
}

Result<void> Loader::load_currencies() {
  constexpr std::array<std::string_view, 4> kColumns = {"code", "name", "words", "symbols"};
  auto currencies = table("currencies.tsv", kColumns);
  if (!currencies) return tl::unexpected(std::move(currencies.error()));
  for (const Row& row : currencies->rows()) {
    if (auto done = add_currency(row); !done) return done;
  }
  return {};
}

Result<void> Loader::add_currency(const Row& row) {
  enum Column : std::size_t { kCode, kName, kWords, kSymbols };
  const std::string_view code = row[kCode];
  if (!PartyCode::parse(code)) {  // ISO 4217 codes have the same shape
    return row.error(kCode, fmt::format("\"{}\" is not a code of three capital letters", code));
  }
  const auto name = row.filled(kName);
  if (!name) return tl::unexpected(name.error());
  const auto index = static_cast<std::uint32_t>(k_.currencies_.size());
  for (const std::string_view word : row.list(kWords)) {
    std::string key;
    for (const std::string& atom : atoms_of(word)) key += atom + ' ';
    const auto [it, is_new] = currency_words_.try_emplace(key, row.line());
    if (!is_new && it->second != row.line()) {
      return row.error(kWords, fmt::format("\"{}\" stands in line {} already", word, it->second));
    }
  }
  if (!row[kWords].empty()) {
    if (auto done = add_words(row, kWords, k_.currency_words_, index); !done) return done;
  }
  for (const std::string_view symbol : row.list(kSymbols)) {
    const auto [it, is_new] = k_.currency_symbols_.try_emplace(std::string(symbol), index);
    if (!is_new && it->second != index) {
      return row.error(kSymbols,
                       fmt::format("\"{}\" already stands for {}", symbol, k_.currencies_[it->second].code));
    }
  }
  k_.currencies_.push_back({std::string(code), std::string(*name)});
  return {};
}

}  // namespace demarche::knowledge
