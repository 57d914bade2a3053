// data/people/*.tsv: one row a person and office. The rows of one person may lie in several files.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "loader.hpp"

namespace demarche::knowledge {
namespace {

enum Column : std::size_t { kName, kNames, kParty, kRole, kOffice, kFrom, kTo };
constexpr std::array<std::string_view, 7> kColumns = {"name",   "names", "party", "role",
                                                      "office", "from",  "to"};
constexpr std::string_view kFolder = "people/";

enum class End { First, Last };

int number(std::string_view digits) {
  int value = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

// YYYY, YYYY-MM or YYYY-MM-DD; the first or the last day of a period that is no single day.
std::optional<Day> day_of(std::string_view text, End end) {
  if (text.size() == 10) return Day::parse(text);
  const bool has_month = text.size() == 7 && text[4] == '-';
  if (text.size() != 4 && !has_month) return std::nullopt;
  const auto first = Day::from_civil(number(text.substr(0, 4)), has_month ? number(text.substr(5)) : 1, 1);
  if (!first || end == End::First) return first;
  return (has_month ? Interval::month_of(*first) : Interval::year_of(*first)).to;
}

// An empty cell is an open end.
Result<std::optional<Day>> term_end(const Row& row, Column column, End end) {
  if (row[column].empty()) return std::optional<Day>();
  const auto day = day_of(row[column], end);
  if (day) return day;
  return row.error(column, fmt::format("\"{}\" is no date; write YYYY, YYYY-MM or YYYY-MM-DD", row[column]));
}

std::string_view last_word(std::string_view name) {
  const std::vector<std::string_view> words = words_of(name);
  std::size_t last = words.size() - 1;
  const auto is_suffix = [](std::string_view w) {
    return w == "Jr" || w == "Jr." || w == "Sr" || w == "Sr.";
  };
  if (last > 0 && is_suffix(words[last])) --last;
  return words[last];
}

void add_once(std::vector<std::string>& list, std::string_view item) {
  if (std::find(list.begin(), list.end(), item) == list.end()) list.emplace_back(item);
}

}  // namespace

Result<void> Loader::load_people() {
  bool any = false;
  for (const TableText& t : tables_) {
    if (!t.path.starts_with(kFolder)) continue;
    any = true;
    if (auto done = load_people_table(t.path); !done) return done;
  }
  if (!any) return fail(ErrorKind::NotFound, where(kFolder), "holds no .tsv file; at least one is needed");
  for (std::size_t i = 0; i < k_.people_.size(); ++i) {
    std::vector<Office>& offices = k_.people_[i].offices;
    std::stable_sort(offices.begin(), offices.end(),
                     [](const Office& a, const Office& b) { return a.from < b.from; });
    const std::vector<std::string>& full = person_names_[i].full;
    for (const std::string& name : full) put_name(NameKind::Person, i, name);
    std::vector<std::string> surnames = person_names_[i].surnames;
    if (surnames.empty()) surnames.emplace_back(last_word(written_name(full.front()).text));
    for (const std::string& surname : surnames) {
      if (std::find(full.begin(), full.end(), surname) == full.end()) put_name(NameKind::Surname, i, surname);
    }
  }
  return {};
}

Result<void> Loader::load_people_table(std::string_view path) {
  auto people = table(path, kColumns);
  if (!people) return tl::unexpected(std::move(people.error()));
  for (const Row& row : people->rows()) {
    if (auto done = load_person(row); !done) return done;
  }
  return {};
}

Result<void> Loader::load_person(const Row& row) {
  const auto name = row.filled(kName);
  if (!name) return tl::unexpected(name.error());
  const auto party = known_party(row, kParty);
  if (!party) return tl::unexpected(party.error());
  const auto its_role = role(row, kRole);
  if (!its_role) return tl::unexpected(its_role.error());
  const auto title = row.filled(kOffice);
  if (!title) return tl::unexpected(title.error());
  const auto from = term_end(row, kFrom, End::First);
  if (!from) return tl::unexpected(from.error());
  const auto to = term_end(row, kTo, End::Last);
  if (!to) return tl::unexpected(to.error());
  if (*from && *to && **to < **from) return row.error(kTo, "the term ends before it begins");

  const std::string canonical(written_name(*name).text);
  const auto [it, is_new] =
      person_by_name_.try_emplace(canonical, static_cast<std::uint32_t>(k_.people_.size()));
  if (is_new) {
    k_.people_.push_back({canonical, {}});
    person_names_.emplace_back();
  }
  k_.people_[it->second].offices.push_back({*party, *its_role, std::string(*title), *from, *to});
  return add_person_names(row, it->second);
}

Result<void> Loader::add_person_names(const Row& row, std::uint32_t person) {
  PersonNames& names = person_names_[person];
  if (auto ok = check_name(row, kName, row[kName]); !ok) return ok;
  add_once(names.full, row[kName]);
  for (const std::string_view entry : row.list(kNames)) {
    const bool surname = entry.front() == '~';
    const std::string_view name = surname ? trimmed(entry.substr(1)) : entry;
    if (auto ok = check_name(row, kNames, name); !ok) return ok;
    add_once(surname ? names.surnames : names.full, name);
  }
  return {};
}

}  // namespace demarche::knowledge
