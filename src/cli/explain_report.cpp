// The layout:
//
//   China vows to answer new tariffs
//   2018-04-05 · Reuters · d-1 · 1 move
//
//   title 0-32  China vows to answer new tariffs
//
//     threaten  CHN > USA  actual  0.83
//       trigger   vows (6-10)
//       frame     threaten/vow/V#41
//       ...
//
// With all: also moves that were not believed, and sentences that were not looked at.
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include <demarche/base/utf8.hpp>
#include <demarche/formats/terminal.hpp>

#include "explain.hpp"

namespace demarche::cli {
namespace {

constexpr std::size_t kLabel = 10;

using coding::ExplainedMove;
using coding::LeftOut;

// Finds spans in code points in a field; one pass over the field, then O(1) each.
class FieldText {
 public:
  explicit FieldText(std::string_view text) : text_(text) {
    for (std::size_t at = 0; at < text.size(); at += utf8::decode(text, at).length) starts_.push_back(at);
    starts_.push_back(text.size());
  }
  [[nodiscard]] std::string_view of(Span span) const {
    const std::size_t last = starts_.size() - 1;
    const std::size_t start = starts_[std::min<std::size_t>(span.start, last)];
    const std::size_t end = starts_[std::min<std::size_t>(span.end, last)];
    return end <= start ? std::string_view() : text_.substr(start, end - start);
  }

 private:
  std::string_view text_;
  std::vector<std::size_t> starts_;
};

// Breaks cleaned text between words; the lines behind the first begin under the first.
std::string wrapped(std::string_view text, std::size_t indent, std::size_t width) {
  const std::size_t room = std::max<std::size_t>(width > indent ? width - indent : 0, 30);
  std::string out;
  std::size_t used = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t columns = terminal::width(word);
    if (used > 0 && used + 1 + columns > room) {
      out.append("\n").append(indent, ' ');
      used = 0;
    }
    if (used > 0) out += ' ';
    out += word;
    used += columns + (used > 0 ? 1 : 0);
  }
  return out;
}

std::string span_text(Span span) {
  return fmt::format("{}-{}", span.start, span.end);
}

std::string in_quotes(std::string_view text) {
  return text.empty() ? "" : fmt::format("“{}”", text);
}

// "USA GOV, Donald Trump, “the president” (12-25)"
std::string participant_text(const Participant& participant) {
  std::string out = fmt::format("{} {}", participant.party.view(), name_of(participant.role));
  if (!participant.name.empty()) out.append(", ").append(participant.name);
  if (participant.span) {
    out += fmt::format(", {} ({})", in_quotes(participant.text), span_text(*participant.span));
  } else {
    out += ", implied";
  }
  return out;
}

std::string date_text(const DateOf& date) {
  std::string out = date.days.from.iso();
  if (date.days.from != date.days.to) out.append(" to ").append(date.days.to.iso());
  if (!date.text.empty()) out.append(" ").append(in_quotes(date.text));
  return out;
}

std::string chain_text(const Move& move) {
  std::string out(name_of(move.speaker_kind));
  for (const ChainLink& link : move.chain) {
    out +=
        fmt::format(" < {}{}", link.name, link.party.empty() ? "" : fmt::format(" ({})", link.party.view()));
  }
  return out;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : ", ") + part;
  return out;
}

std::string terms_text(const std::vector<Term>& terms) {
  std::string out;
  for (const Term& term : terms) {
    out += fmt::format("{}{} {}", out.empty() ? "" : ", ", name_of(term.kind), in_quotes(term.text));
  }
  return out;
}

// "value: rule", without what is missing.
std::string with_rule(const std::string& value, const std::string& rule) {
  if (value.empty()) return rule;
  return rule.empty() ? value : value + ": " + rule;
}

class Report {
 public:
  Report(const Document& document, const ReportOptions& options)
      : document_(document), options_(options), title_(document.title), text_(document.text) {}

  void head(std::size_t kept, std::size_t others, std::size_t left_out) {
    const std::string title = terminal::clean(document_.title);
    out_ += fmt::format("{}\n", bold(title.empty() ? "(no title)" : title));
    std::string facts = document_.published.empty() ? "no date" : document_.published;
    if (!document_.source.empty()) facts.append(" · ").append(document_.source);
    facts += fmt::format(" · {} · {} {}", document_.id, kept, kept == 1 ? "move" : "moves");
    if (others > 0) facts += fmt::format(", {} not believed", others);
    if (left_out > 0)
      facts += fmt::format(" · {} {} left out", left_out, left_out == 1 ? "sentence" : "sentences");
    out_ += fmt::format("{}\n", dim(terminal::clean(facts)));
  }

  void sentence(Field where, Span span) {
    const std::string place = fmt::format("{} {}", name_of(where), span_text(span));
    const FieldText& field = where == Field::Title ? title_ : text_;
    const std::string words = terminal::clean(field.of(span));
    out_ += fmt::format("\n{}  {}\n", dim(place), wrapped(words, place.size() + 2, options_.width));
  }

  void move(const ExplainedMove& explained) {
    const Move& m = explained.move;
    const std::string_view target = m.target ? m.target->party.view() : "-";
    const std::string head = fmt::format("{}  {} > {}", name_of(m.act), m.actor.party.view(), target);
    out_ += fmt::format("\n  {}  {}  {:.2f}{}\n", explained.kept ? bold(head) : head, name_of(m.modality),
                        m.confidence, explained.kept ? "" : dim("  not believed"));
    line("trigger", fmt::format("{} ({})", m.trigger_text, span_text(m.trigger)));
    line("frame", explained.why.frame);
    line("tree", explained.why.tree);
    line("actor", with_rule(participant_text(m.actor), explained.why.actor));
    line("target", with_rule(m.target ? participant_text(*m.target) : "", explained.why.target));
    line("modality", with_rule(std::string(name_of(m.modality)), explained.why.modality));
    line("condition", m.condition.value_or(""));
    line("date", with_rule(m.date ? date_text(*m.date) : "", explained.why.date));
    line("speaker", with_rule(chain_text(m), explained.why.speaker));
    line("issues", joined(m.issues));
    line("terms", terms_text(m.terms));
    line("weights", joined(explained.why.features));
  }

  void left_out(const LeftOut& sentence_left_out) {
    sentence(sentence_left_out.field, sentence_left_out.sentence);
    out_ += dim(fmt::format("\n  left out by the gate: {:+.2f}, looked at from {:+.2f}\n",
                            sentence_left_out.score, sentence_left_out.threshold));
  }

  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  void line(std::string_view label, std::string_view value) {
    if (value.empty()) return;
    const std::string text = wrapped(terminal::clean(value), 4 + kLabel, options_.width);
    out_ += fmt::format("    {}{}\n", dim(terminal::pad(label, kLabel)), text);
  }
  [[nodiscard]] std::string bold(std::string_view text) const { return painted("1", text); }
  [[nodiscard]] std::string dim(std::string_view text) const { return painted("2", text); }
  [[nodiscard]] std::string painted(std::string_view code, std::string_view text) const {
    return options_.color ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
  }

  const Document& document_;
  ReportOptions options_;
  FieldText title_;
  FieldText text_;
  std::string out_;
};

// In text order; moves of one sentence stand together.
std::vector<const ExplainedMove*> in_order(std::span<const ExplainedMove> moves, bool all) {
  std::vector<const ExplainedMove*> out;
  for (const ExplainedMove& m : moves) {
    if (all || m.kept) out.push_back(&m);
  }
  std::stable_sort(out.begin(), out.end(), [](const ExplainedMove* a, const ExplainedMove* b) {
    if (a->move.field != b->move.field) return a->move.field < b->move.field;
    if (a->move.sentence.start != b->move.sentence.start)
      return a->move.sentence.start < b->move.sentence.start;
    return a->move.trigger.start < b->move.trigger.start;
  });
  return out;
}

}  // namespace

std::string explain_report(const Document& document, const coding::Explained& explained,
                           const ReportOptions& options) {
  Report report(document, options);
  const std::vector<ExplainedMove>& moves = explained.moves;
  const auto kept = static_cast<std::size_t>(
      std::count_if(moves.begin(), moves.end(), [](const ExplainedMove& m) { return m.kept; }));
  report.head(kept, moves.size() - kept, explained.left_out.size());
  auto left_out = explained.left_out.begin();
  const auto left_out_before = [&](Field field, std::uint32_t start) {
    while (options.all && left_out != explained.left_out.end() &&
           std::pair(left_out->field, left_out->sentence.start) < std::pair(field, start)) {
      report.left_out(*left_out++);
    }
  };
  const Move* last = nullptr;
  for (const ExplainedMove* m : in_order(moves, options.all)) {
    const bool same = last != nullptr && last->field == m->move.field && last->sentence == m->move.sentence;
    if (!same) {
      left_out_before(m->move.field, m->move.sentence.start);
      report.sentence(m->move.field, m->move.sentence);
    }
    report.move(*m);
    last = &m->move;
  }
  left_out_before(Field::Text, std::numeric_limits<std::uint32_t>::max());
  return report.take() + "\n";
}

}  // namespace demarche::cli
