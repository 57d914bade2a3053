#include "score_report.hpp"

#include <fmt/format.h>

#include <array>
#include <iterator>
#include <utility>

#include <demarche/formats/json_writer.hpp>
#include <demarche/formats/terminal.hpp>

namespace demarche::cli {
namespace {

using scoring::Confusion;
using scoring::Level;
using scoring::Miss;
using scoring::Ratio;
using scoring::Score;
using scoring::Share;

constexpr std::size_t kSentencesOfRate = 100;

std::array<std::pair<std::string_view, Share>, 5> attributes_of(const Score& s) {
  return {{{"actor", s.actor},
           {"target", s.target},
           {"modality", s.modality},
           {"speaker_kind", s.speaker_kind},
           {"date", s.date}}};
}

const Ratio& all_moves(const Score& s) {
  return s.levels.front();
}

std::string clean(std::string_view text) {
  return terminal::clean(text);
}

std::string or_none(std::string_view name) {
  return name.empty() ? "(none)" : clean(name);
}

class Table {
 public:
  template <typename... Values>
  void line(fmt::format_string<Values...> format, Values&&... values) {
    fmt::format_to(std::back_inserter(text_), format, std::forward<Values>(values)...);
    text_.push_back('\n');
  }
  void ratio(std::string_view name, const Ratio& r) {
    line("{:<16} {:.3f}  {:.3f}  {:.3f}  {:>6} {:>6} {:>9}", name, r.precision(), r.recall(), r.f1(), r.right,
         r.coded, r.annotated);
  }
  void heading(std::string_view name) {
    line("\n{:<16} {:<5}  {:<5}  {:<5}  {:>6} {:>6} {:>9}", name, "P", "R", "F1", "right", "coded",
         "annotated");
  }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

void put_attributes(Table& table, const Score& s) {
  table.line("\nOf the pairs with the right act:");
  for (const auto& [name, share] : attributes_of(s)) {
    if (share.of == 0) {
      table.line("  {:<14} -", name);
    } else {
      table.line("  {:<14} {:.3f}  ({} of {})", name, share.value(), share.right, share.of);
    }
  }
  table.line("  {:<14} {:.3f}  F1 (P {:.3f}, R {:.3f})", "issues", s.issues.f1(), s.issues.precision(),
             s.issues.recall());
}

void put_score(Table& table, const ScoreReport& report) {
  const Score& s = report.score;
  table.line("{} documents, {} annotated moves, {} coded", s.documents, all_moves(s).annotated,
             all_moves(s).coded);
  table.line("not judged: {} coded outside the annotated sentences, {} in other documents", report.outside,
             report.elsewhere);
  const auto quiet = static_cast<double>(s.quiet_sentences);
  table.line(
      "{} sentences without a move: {} coded there{}", s.quiet_sentences, s.quiet_moves,
      s.quiet_sentences == 0
          ? std::string()
          : fmt::format(" ({:.1f} per {})", kSentencesOfRate * static_cast<double>(s.quiet_moves) / quiet,
                        kSentencesOfRate));
  table.heading("");
  for (std::size_t k = 0; k < scoring::kLevels.size(); ++k)
    table.ratio(scoring::name_of(scoring::kLevels[k]), s.levels[k]);
  table.line("95 % interval of the F1 of who: {:.3f} to {:.3f}", s.who.low, s.who.high);
  put_attributes(table, s);
}

void put_confusions(Table& table, std::string_view name, const std::vector<Confusion>& rows) {
  table.line("\n{:>6}  {:<16} coded as", "count", name);
  for (const Confusion& row : rows)
    table.line("{:>6}  {:<16} {}", row.count, or_none(row.annotated), or_none(row.coded));
}

void put_confusions(Table& table, const scoring::Confusions& confusions) {
  put_confusions(table, "act", confusions.acts);
  table.line("\nWrong parties in {} of {} pairs with the right act:", confusions.wrong_parties,
             confusions.pairs);
  for (const scoring::PartyError error : scoring::kPartyErrors) {
    table.line("{:>6}  {}", confusions.parties[static_cast<std::size_t>(error)], scoring::name_of(error));
  }
  put_confusions(table, "modality", confusions.modalities);
  put_confusions(table, "speaker kind", confusions.speaker_kinds);
}

std::string move_text(const GoldMove& m) {
  return fmt::format("{} {}>{} {} «{}»", name_of(m.act), m.actor.empty() ? "-" : m.actor.view(),
                     m.target.empty() ? "-" : m.target.view(), name_of(m.modality), clean(m.trigger));
}

void put_misses(Table& table, const ScoreReport& report) {
  table.line("\n{} of {} misses and extras", report.misses.size(), report.all_misses);
  const GoldSentence* sentence = nullptr;
  for (const Miss& miss : report.misses) {
    if (miss.sentence != sentence) {
      sentence = miss.sentence;
      table.line("\n{} [{}] {}", clean(miss.document->document.id), clean(sentence->id),
                 clean(sentence->text));
    }
    const GoldMove& shown = miss.annotated != nullptr ? *miss.annotated : *miss.coded;
    table.line("  {:<5}  {}", scoring::name_of(miss.kind), move_text(shown));
    if (miss.kind == scoring::MissKind::Part) table.line("         coded {}", move_text(*miss.coded));
  }
}

// --- JSON Lines

class Lines {
 public:
  // Opens an object whose first key says what it is; the caller adds members.
  JsonWriter begin(std::string_view row) {
    JsonWriter json(text_);
    json.begin_object().key("row").string(row);
    return json;
  }
  void end(JsonWriter& json) {
    json.end_object();
    text_.push_back('\n');
  }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

void add_count(JsonWriter& json, std::string_view key, std::size_t count) {
  json.key(key).integer(static_cast<std::int64_t>(count));
}

void add_ratio(JsonWriter& json, const Ratio& r) {
  add_count(json, "right", r.right);
  add_count(json, "coded", r.coded);
  add_count(json, "annotated", r.annotated);
  json.key("precision").number(r.precision());
  json.key("recall").number(r.recall());
  json.key("f1").number(r.f1());
}

void add_summary(Lines& lines, const ScoreReport& report) {
  const Score& s = report.score;
  JsonWriter json = lines.begin("summary");
  add_count(json, "documents", s.documents);
  add_count(json, "annotated", all_moves(s).annotated);
  add_count(json, "coded", all_moves(s).coded);
  add_count(json, "outside", report.outside);
  add_count(json, "elsewhere", report.elsewhere);
  add_count(json, "quiet_sentences", s.quiet_sentences);
  add_count(json, "quiet_moves", s.quiet_moves);
  add_count(json, "misses", report.all_misses);
  lines.end(json);
}

void add_score(Lines& lines, const Score& s) {
  for (std::size_t k = 0; k < scoring::kLevels.size(); ++k) {
    JsonWriter json = lines.begin("level");
    json.key("name").string(scoring::name_of(scoring::kLevels[k]));
    add_ratio(json, s.levels[k]);
    if (scoring::kLevels[k] == Level::Who) json.key("low").number(s.who.low).key("high").number(s.who.high);
    lines.end(json);
  }
  for (const auto& [name, share] : attributes_of(s)) {
    JsonWriter json = lines.begin("attribute");
    json.key("name").string(name);
    add_count(json, "right", share.right);
    add_count(json, "of", share.of);
    json.key("share");
    share.of == 0 ? json.null() : json.number(share.value());
    lines.end(json);
  }
  JsonWriter json = lines.begin("issues");
  add_ratio(json, s.issues);
  lines.end(json);
}

void add_groups(Lines& lines, const ScoreReport& report) {
  for (const scoring::Group& group : report.groups) {
    JsonWriter json = lines.begin("group");
    json.key("by").string(report.by).key("name").string_or_null(group.name);
    add_ratio(json, group.who);
    lines.end(json);
  }
}

void add_confusions(Lines& lines, std::string_view row, const std::vector<Confusion>& rows) {
  for (const Confusion& confusion : rows) {
    JsonWriter json = lines.begin(row);
    json.key("annotated").string_or_null(confusion.annotated).key("coded").string_or_null(confusion.coded);
    add_count(json, "count", confusion.count);
    lines.end(json);
  }
}

void add_confusions(Lines& lines, const scoring::Confusions& confusions) {
  add_confusions(lines, "act", confusions.acts);
  for (const scoring::PartyError error : scoring::kPartyErrors) {
    JsonWriter json = lines.begin("parties");
    json.key("error").string(scoring::name_of(error));
    add_count(json, "count", confusions.parties[static_cast<std::size_t>(error)]);
    lines.end(json);
  }
  add_confusions(lines, "modality", confusions.modalities);
  add_confusions(lines, "speaker_kind", confusions.speaker_kinds);
}

void add_move(JsonWriter& json, std::string_view key, const GoldMove* move) {
  json.key(key);
  if (move == nullptr) {
    json.null();
    return;
  }
  json.begin_object().key("act").string(name_of(move->act));
  json.key("actor").string_or_null(move->actor.view()).key("target").string_or_null(move->target.view());
  json.key("modality").string(name_of(move->modality)).key("trigger").string(move->trigger).end_object();
}

void add_misses(Lines& lines, const std::vector<Miss>& misses) {
  for (const Miss& miss : misses) {
    JsonWriter json = lines.begin("miss");
    json.key("kind").string(scoring::name_of(miss.kind)).key("document").string(miss.document->document.id);
    json.key("sentence").string(miss.sentence->id).key("text").string(miss.sentence->text);
    add_move(json, "annotated", miss.annotated);
    add_move(json, "coded", miss.coded);
    lines.end(json);
  }
}

}  // namespace

std::string score_table(const ScoreReport& report) {
  Table table;
  put_score(table, report);
  if (!report.groups.empty()) table.heading("who, by " + report.by);
  for (const scoring::Group& group : report.groups) table.ratio(or_none(group.name), group.who);
  if (report.confusions) put_confusions(table, *report.confusions);
  if (!report.misses.empty()) put_misses(table, report);
  return table.take();
}

std::string score_lines(const ScoreReport& report) {
  Lines lines;
  add_summary(lines, report);
  add_score(lines, report.score);
  add_groups(lines, report);
  if (report.confusions) add_confusions(lines, *report.confusions);
  add_misses(lines, report.misses);
  return lines.take();
}

}  // namespace demarche::cli
