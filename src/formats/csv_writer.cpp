#include <demarche/base/utf8.hpp>
#include <demarche/formats/json_writer.hpp>
#include <demarche/formats/move_writer.hpp>

#include <cmath>

namespace demarche {
namespace {

constexpr std::string_view kHeader =
    "id,document,published,source,field,sentence_start,sentence_end,trigger_start,trigger_end,trigger,act,"
    "family,"
    "actor,actor_role,actor_name,actor_text,actor_start,actor_end,"
    "target,target_role,target_name,target_text,target_start,target_end,"
    "issues,modality,condition,date_from,date_to,date_precision,date_text,terms,speaker_kind,chain,"
    "cameo,plover,";  // the scale, then the tail
constexpr std::string_view kHeaderTail = ",confidence,version\r\n";

// One row; every cell is preceded by a comma but the first.
class Row {
 public:
  explicit Row(std::string& out) : out_(out) {}

  Row& raw(std::string_view cell) {
    if (!first_) out_.push_back(',');
    first_ = false;
    out_.append(cell);
    return *this;
  }
  Row& number(double value) { return raw(std::isfinite(value) ? number_text(value) : std::string()); }
  Row& offset(std::uint32_t value) { return raw(std::to_string(value)); }
  Row& offsets(const std::optional<Span>& span) {
    return span ? offset(span->start).offset(span->end) : raw("").raw("");
  }

  // Text from outside: guarded against being run as a formula, then quoted where RFC 4180 asks for it.
  Row& text(std::string_view value) {
    std::string cell = utf8::repair(value).text;
    if (!cell.empty() && std::string_view("=+-@\t\r").find(cell.front()) != std::string_view::npos) {
      cell.insert(cell.begin(), '\'');
    }
    if (cell.find_first_of(",\"\r\n") == std::string::npos) return raw(cell);
    std::string quoted = "\"";
    for (const char c : cell) {
      if (c == '"') quoted.push_back('"');
      quoted.push_back(c);
    }
    quoted.push_back('"');
    return raw(quoted);
  }

 private:
  std::string& out_;
  bool first_ = true;
};

void write_participant(Row& row, const Participant* who) {
  if (who == nullptr) {
    for (int i = 0; i < 6; ++i) row.raw("");
    return;
  }
  row.raw(who->party.view()).raw(name_of(who->role)).text(who->name).text(who->text).offsets(who->span);
}

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  std::string out;
  for (const std::string& part : parts) {
    if (!out.empty()) out.append(between);
    out.append(part);
  }
  return out;
}

// "money 50000000000 USD ($50 billion); rate 25 (25 percent)".
std::string terms_text(const std::vector<Term>& terms) {
  std::vector<std::string> parts;
  for (const Term& term : terms) {
    std::string part(name_of(term.kind));
    if (term.value && std::isfinite(*term.value)) part.append(" ").append(number_text(*term.value));
    if (!term.unit.empty()) part.append(" ").append(term.unit);
    parts.push_back(part.append(" (").append(term.text).append(")"));
  }
  return joined(parts, "; ");
}

std::string chain_text(const std::vector<ChainLink>& chain) {
  std::vector<std::string> names;
  for (const ChainLink& link : chain) names.push_back(link.name);
  return joined(names, " < ");
}

void write_date(Row& row, const std::optional<DateOf>& date) {
  if (!date) {
    row.raw("").raw("").raw("").raw("");
    return;
  }
  row.raw(date->days.from.iso()).raw(date->days.to.iso()).raw(name_of(date->days.precision)).text(date->text);
}

void write_move(std::string& out, const Move& move) {
  Row row(out);
  row.text(move.id).text(move.document).text(move.published).text(move.source).raw(name_of(move.field));
  row.offsets(move.sentence).offsets(move.trigger).text(move.trigger_text);
  row.raw(name_of(move.act)).raw(name_of(family_of(move.act)));
  write_participant(row, &move.actor);
  write_participant(row, move.target ? &*move.target : nullptr);
  row.text(joined(move.issues, ";")).raw(name_of(move.modality)).text(move.condition.value_or(""));
  write_date(row, move.date);
  row.text(terms_text(move.terms)).raw(name_of(move.speaker_kind)).text(chain_text(move.chain));
  row.text(move.cameo).text(move.plover).number(move.goldstein).number(move.confidence).text(move.version);
  out.append("\r\n");
}

class CsvWriter final : public MoveWriter {
 public:
  CsvWriter(TextSink sink, std::string_view scale)
      : sink_(std::move(sink)), header_(std::string(kHeader).append(scale).append(kHeaderTail)) {}

  void document(const Document&, std::span<const Move> moves) override {
    std::string rows;
    if (!begun_) rows = header_;
    begun_ = true;
    for (const Move& move : moves) write_move(rows, move);
    if (!rows.empty()) sink_(rows);
  }
  // A run without documents still gives a table: its header.
  void finish() override {
    if (!begun_) sink_(header_);
    begun_ = true;
  }

 private:
  TextSink sink_;
  std::string header_;
  bool begun_ = false;
};

}  // namespace

std::unique_ptr<MoveWriter> make_csv_writer(TextSink sink, std::string_view scale) {
  return std::make_unique<CsvWriter>(std::move(sink), scale);
}

}  // namespace demarche
