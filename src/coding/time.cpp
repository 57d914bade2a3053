// Finding and resolving time expressions.
//
// Three steps, each in files of its own:
//   1. the grammar (time_grammar.hpp) reads the tokens of a sentence and says what each expression means in
//   terms of
//      the calendar: "the third quarter of last year" is quarter 3, year -1. The longest reading that begins
//      at a token wins, and the search goes on behind it.
//   2. the tense (time_tense.hpp) of the verb that governs the expression decides the direction of a bare
//   weekday.
//   3. resolution (time_resolve.hpp) turns meaning, tense and date of publication into days.
// Between expressions only two things are remembered: the last day and the last quarter the text spoke of,
// for "two days later" and "the quarter".
//
// Degraded text needs no mode of its own: words are matched in lower case, commas are optional, and digits
// may be words. What is lost there is certainty about "may", "march" and "second", for which neighbours vote
// before tags.
//
// A length that runs from publication ("in 90 days", "within a week", of a future verb) keeps type Duration
// and its value P90D, and has `days` as well: the day on which it is over.
#include <demarche/coding/time.hpp>

#include "time_grammar.hpp"
#include "time_resolve.hpp"
#include "time_tense.hpp"

namespace demarche::coding {
namespace {

void remember(const TimeExpression& found, const TimeShape& shape, TimeSetting& setting) {
  if (!found.days || found.type == TimeType::Duration) return;
  if (found.days->precision <= Precision::Week) setting.day = found.days;
  if (shape.quarter > 0) setting.quarter = found.days;
}

void find_in_sentence(const language::Text& text, const knowledge::FrameSet& frames,
                      const language::Sentence& sentence, TimeSetting& setting,
                      std::vector<TimeExpression>& out) {
  const TimeGrammar grammar(text.tokens_of(sentence));
  const std::size_t size = sentence.last - sentence.first;
  std::optional<TimeShape> before;
  for (std::size_t i = 0; i < size;) {
    std::optional<TimeShape> shape = grammar.at(i);
    if (!shape) {
      ++i;
      continue;
    }
    while (shape) {
      i = shape->last;
      before = shape;
      shape->first += sentence.first;
      shape->last += sentence.first;
      setting.tense = tense_around(text, frames, sentence, shape->first, shape->last);
      out.push_back(resolve(*shape, setting));
      remember(out.back(), *shape, setting);
      shape = grammar.further_day(*before);
    }
  }
}

}  // namespace

std::vector<TimeExpression> find_times(const language::Text& text, std::optional<Day> published,
                                       const knowledge::FrameSet& frames) {
  std::vector<TimeExpression> out;
  TimeSetting setting;
  setting.published = published;
  for (const language::Sentence& s : text.sentences) find_in_sentence(text, frames, s, setting, out);
  return out;
}

}  // namespace demarche::coding
