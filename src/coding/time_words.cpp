#include "time_words.hpp"

#include <algorithm>
#include <array>

namespace demarche::coding {
namespace {

struct Entry {
  std::string_view word;
  TimeWord kind;
  std::int16_t value;
};

constexpr std::int16_t of(TimeUnit unit) {
  return static_cast<std::int16_t>(unit);
}

using enum TimeWord;
using U = TimeUnit;

// In groups, for a reader; sorted below, for the search.
constexpr auto kGroups = std::to_array<Entry>({
    {"january", Month, 1},
    {"february", Month, 2},
    {"march", Month, 3},
    {"april", Month, 4},
    {"may", Month, 5},
    {"june", Month, 6},
    {"july", Month, 7},
    {"august", Month, 8},
    {"september", Month, 9},
    {"october", Month, 10},
    {"november", Month, 11},
    {"december", Month, 12},
    {"jan", Month, 1},
    {"feb", Month, 2},
    {"mar", Month, 3},
    {"apr", Month, 4},
    {"jun", Month, 6},
    {"jul", Month, 7},
    {"aug", Month, 8},
    {"sep", Month, 9},
    {"sept", Month, 9},
    {"oct", Month, 10},
    {"nov", Month, 11},
    {"dec", Month, 12},

    {"monday", Weekday, 0},
    {"tuesday", Weekday, 1},
    {"wednesday", Weekday, 2},
    {"thursday", Weekday, 3},
    {"friday", Weekday, 4},
    {"saturday", Weekday, 5},
    {"sunday", Weekday, 6},
    {"mon", ShortDay, 0},
    {"tue", ShortDay, 1},
    {"tues", ShortDay, 1},
    {"wed", ShortDay, 2},
    {"thu", ShortDay, 3},
    {"thur", ShortDay, 3},
    {"thurs", ShortDay, 3},
    {"fri", ShortDay, 4},
    {"sat", ShortDay, 5},
    {"sun", ShortDay, 6},
    {"mondays", WeekdaysSet, 0},
    {"tuesdays", WeekdaysSet, 1},
    {"wednesdays", WeekdaysSet, 2},
    {"thursdays", WeekdaysSet, 3},
    {"fridays", WeekdaysSet, 4},
    {"saturdays", WeekdaysSet, 5},
    {"sundays", WeekdaysSet, 6},

    {"second", Unit, of(U::Second)},
    {"seconds", Units, of(U::Second)},
    {"minute", Unit, of(U::Minute)},
    {"minutes", Units, of(U::Minute)},
    {"min", Unit, of(U::Minute)},
    {"mins", Units, of(U::Minute)},
    {"hour", Unit, of(U::Hour)},
    {"hours", Units, of(U::Hour)},
    {"hrs", Units, of(U::Hour)},
    {"day", Unit, of(U::Day)},
    {"days", Units, of(U::Day)},
    {"weekend", Unit, of(U::Weekend)},
    {"weekends", Units, of(U::Weekend)},
    {"week", Unit, of(U::Week)},
    {"weeks", Units, of(U::Week)},
    {"fortnight", Unit, of(U::Fortnight)},
    {"fortnights", Units, of(U::Fortnight)},
    {"month", Unit, of(U::Month)},
    {"months", Units, of(U::Month)},
    {"quarter", Unit, of(U::Quarter)},
    {"quarters", Units, of(U::Quarter)},
    {"year", Unit, of(U::Year)},
    {"years", Units, of(U::Year)},
    {"yr", Unit, of(U::Year)},
    {"yrs", Units, of(U::Year)},
    {"decade", Unit, of(U::Decade)},
    {"decades", Units, of(U::Decade)},
    {"century", Unit, of(U::Century)},
    {"centuries", Units, of(U::Century)},
    {"half", Unit, of(U::Half)},

    {"spring", Season, 0},
    {"summer", Season, 1},
    {"autumn", Season, 2},
    {"fall", Season, 2},
    {"winter", Season, 3},
    {"morning", DayPart, 0},
    {"midday", DayPart, 1},
    {"lunchtime", DayPart, 1},
    {"afternoon", DayPart, 2},
    {"evening", DayPart, 3},
    {"night", DayPart, 4},
    {"today", NamedDay, 0},
    {"yesterday", NamedDay, -1},
    {"tomorrow", NamedDay, 1},
    {"tonight", Night, 0},

    {"last", Relative, -1},
    {"past", Relative, -1},
    {"previous", Relative, -1},
    {"preceding", Relative, -1},
    {"this", Relative, 0},
    {"current", Relative, 0},
    {"next", Relative, 1},
    {"coming", Relative, 1},
    {"upcoming", Relative, 1},
    {"following", Relative, 1},
    {"that", Relative, 2},
    {"same", Relative, 2},
    {"several", Vague, 0},
    {"few", Vague, 0},
    {"couple", Vague, 2},
    {"many", Vague, 0},
    {"some", Vague, 0},
    {"dozens", Vague, 0},
    {"numerous", Vague, 0},
    {"countless", Vague, 0},

    {"early", Edge, 0},
    {"beginning", Edge, 0},
    {"start", Edge, 0},
    {"mid", Edge, 1},
    {"middle", Edge, 1},
    {"late", Edge, 2},
    {"end", Edge, 2},
    {"close", Edge, 2},
    {"outset", Edge, 0},
    {"earlier", Shade, 0},
    {"later", Shade, 2},
    {"sometime", Shade, 1},

    {"recently", Past, 0},
    {"formerly", Past, 0},
    {"lately", Past, 0},
    {"now", Present, 0},
    {"currently", Present, 0},
    {"presently", Present, 0},
    {"nowadays", Present, 0},
    {"soon", Future, 0},
    {"recent", PastAdjective, 0},

    {"daily", Often, of(U::Day)},
    {"weekly", Often, of(U::Week)},
    {"monthly", Often, of(U::Month)},
    {"quarterly", Often, of(U::Quarter)},
    {"annual", Often, of(U::Year)},
    {"annually", Often, of(U::Year)},
    {"yearly", Often, of(U::Year)},
    {"hourly", Often, of(U::Hour)},
    {"nightly", Often, of(U::Day)},
    {"every", Every, 0},
    {"each", Every, 0},

    {"christmas", Holiday, 1225},
    {"halloween", Holiday, 1031},
    {"thanksgiving", Holiday, 1100},
    {"est", Zone, 0},
    {"edt", Zone, 0},
    {"gmt", Zone, 0},
    {"utc", Zone, 0},
    {"pst", Zone, 0},
    {"pdt", Zone, 0},
    {"cst", Zone, 0},
    {"cdt", Zone, 0},
    {"et", Zone, 0},
    {"bst", Zone, 0},
    {"cet", Zone, 0},
    {"hkt", Zone, 0},
    {"twenties", Decade, 20},
    {"thirties", Decade, 30},
    {"forties", Decade, 40},
    {"fifties", Decade, 50},
    {"sixties", Decade, 60},
    {"seventies", Decade, 70},
    {"eighties", Decade, 80},
    {"nineties", Decade, 90},
});

constexpr auto kWords = [] {
  auto table = kGroups;
  std::sort(table.begin(), table.end(), [](const Entry& a, const Entry& b) { return a.word < b.word; });
  return table;
}();

constexpr std::size_t kLongest =
    std::max_element(kWords.begin(), kWords.end(), [](const Entry& a, const Entry& b) {
      return a.word.size() < b.word.size();
    })->word.size();

}  // namespace

WordSense time_word(std::string_view lower) {
  if (lower.size() > 2 && lower.back() == '.') lower.remove_suffix(1);
  if (lower.size() < 2 || lower.size() > kLongest) return {};
  const auto it = std::lower_bound(kWords.begin(), kWords.end(), lower,
                                   [](const Entry& a, std::string_view b) { return a.word < b; });
  if (it == kWords.end() || it->word != lower) return {};
  return {it->kind, it->value};
}

}  // namespace demarche::coding
