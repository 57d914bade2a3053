// What belongs to a deal in numbers and things.
//
// Tokens of time expressions are taken first: they become durations and deadlines here, and no year is ever a
// count. Then each token is asked, in this order, whether money, a rate, a count or a good begins at it; what
// is found is taken and the search goes on behind it. A good that is counted ("300 aircraft") gives two
// terms: the number as a count and the noun as a good.
//
// A time is a deadline when a word before it says so ("by", "until", "within"), or when it is a length that
// runs from the day of publication ("in 90 days").
#include <demarche/coding/terms.hpp>

#include <algorithm>

#include "amounts.hpp"

namespace demarche::coding {
namespace {

using language::Sentence;
using language::Text;

// Index of the first word of the deadline mark that ends before `first`; `first` when there is none.
std::uint32_t deadline_mark(const Text& text, const knowledge::FrameSet& frames, std::uint32_t first,
                            std::uint32_t begin) {
  std::uint32_t at = first;
  while (at > begin && (text.tokens[at - 1].lower == "the" || text.tokens[at - 1].lower == "about")) --at;
  if (at == begin) return first;
  const std::string_view word = text.tokens[at - 1].lower;
  if (frames.in_class(knowledge::CoderClass::DeadlineMarks, word)) return at - 1;
  if (word == "of" && at >= begin + 2 && text.tokens[at - 2].lower == "deadline") return at - 2;
  const bool later_than = word == "than" && at >= begin + 3 && text.tokens[at - 2].lower == "later";
  if (later_than && (text.tokens[at - 3].lower == "no" || text.tokens[at - 3].lower == "not")) return at - 3;
  return first;
}

// "P90D" as 90 and "day". Hours and less are no terms.
struct Length {
  std::optional<double> value;
  std::string unit;
};
std::optional<Length> length_of(std::string_view value) {
  if (value.size() < 3 || value[0] != 'P' || value[1] == 'T') return std::nullopt;
  std::size_t letters = 1;
  while (letters < value.size() && (value[letters] == 'X' || value[letters] == '.' ||
                                    (value[letters] >= '0' && value[letters] <= '9'))) {
    ++letters;
  }
  const auto number = decimal(value.substr(1, letters - 1), 0);
  const std::string_view unit = value.substr(letters);
  if (unit == "D") return Length{number, "day"};
  if (unit == "W") return Length{number, "week"};
  if (unit == "M") return Length{number, "month"};
  if (unit == "Y") return Length{number, "year"};
  if (unit == "Q" && number) return Length{*number * 3.0, "month"};
  return std::nullopt;
}

std::optional<FoundTerm> term_of_time(const Text& text, const knowledge::FrameSet& frames,
                                      const Sentence& sentence, const TimeExpression& time) {
  FoundTerm out;
  out.first = time.first;
  out.last = time.last;
  const std::uint32_t mark = deadline_mark(text, frames, time.first, sentence.first);
  const bool named = time.last < sentence.last && text.tokens[time.last].lower == "deadline";
  const bool placed = time.days.has_value() || time.value.starts_with("XXXX");
  const bool length = time.type == TimeType::Duration;
  const bool bounds =
      mark < time.first && (text.tokens[mark].lower == "within" || text.tokens[mark].lower == "deadline");
  const bool until = mark < time.first && (placed || (length && bounds));
  // "in the next 60 days", but "over the next 60 days"
  const bool in = time.first > sentence.first && text.tokens[time.first - 1].lower == "in";
  if (until || (named && placed) || (length && time.days && in)) {
    out.first = mark;
    out.kind = TermKind::Deadline;
    const bool before = mark < time.first && text.tokens[mark].lower == "before";
    if (time.days) out.unit = (before ? time.days->from : time.days->to).iso();
    return out;
  }
  if (!length) return std::nullopt;
  auto told = length_of(time.value);
  if (!told) return std::nullopt;
  out.kind = TermKind::Duration;
  out.value = told->value;
  out.unit = std::move(told->unit);
  return out;
}

class Finder {
 public:
  Finder(const Text& text, const knowledge::Knowledge& knowledge, const std::vector<TimeExpression>& times)
      : text_(text),
        knowledge_(knowledge),
        taken_(text.tokens.size(), false),
        amounts_(text, knowledge, taken_),
        goods_(text, knowledge, taken_) {
    for (const TimeExpression& t : times) take(t.first, t.last);
    for (const TimeExpression& t : times) add_time(t);
  }

  std::vector<FoundTerm> run() {
    for (const Sentence& sentence : text_.sentences) {
      for (std::size_t i = sentence.first; i < sentence.last;) i = step(sentence, i);
    }
    std::stable_sort(out_.begin(), out_.end(),
                     [](const FoundTerm& a, const FoundTerm& b) { return a.first < b.first; });
    return std::move(out_);
  }

 private:
  void take(std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last && i < taken_.size(); ++i) taken_[i] = true;
  }

  void add(FoundTerm term) {
    take(term.first, term.last);
    out_.push_back(std::move(term));
  }

  void add_time(const TimeExpression& time) {
    const auto sentence = std::upper_bound(text_.sentences.begin(), text_.sentences.end(), time.first,
                                           [](std::uint32_t at, const Sentence& s) { return at < s.last; });
    if (sentence == text_.sentences.end()) return;
    if (auto term = term_of_time(text_, knowledge_.frames(), *sentence, time)) {
      // Two deadlines may share a mark ("by May 1 or 2"); the first keeps it.
      if (!out_.empty() && term->first < out_.back().last) term->first = time.first;
      add(std::move(*term));
    }
  }

  // Looks for a term at token `i`; returns where to go on.
  std::size_t step(const Sentence& sentence, std::size_t i) {
    if (taken_[i]) return i + 1;
    std::optional<FoundTerm> found = amounts_.money(i, sentence.last);
    if (!found) found = amounts_.rate(i, sentence.last);
    if (!found) {
      found = amounts_.count(i, sentence.last);
      if (found && goods_.names_good(found->last - 1)) {
        const auto number = read_number(TokenSpan(text_.tokens), i);
        if (number) found->last = number->last;
      }
    }
    if (!found) found = goods_.at(i, sentence.first, sentence.last);
    if (!found) return i + 1;
    const std::size_t next = found->last;
    add(std::move(*found));
    return next;
  }

  const Text& text_;
  const knowledge::Knowledge& knowledge_;
  std::vector<bool> taken_;
  Amounts amounts_;
  Goods goods_;
  std::vector<FoundTerm> out_;
};

}  // namespace

std::vector<FoundTerm> find_terms(const Text& text, const knowledge::Knowledge& knowledge,
                                  const std::vector<TimeExpression>& times) {
  return Finder(text, knowledge, times).run();
}

}  // namespace demarche::coding
