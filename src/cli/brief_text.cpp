// The brief on paper: for people, and line by line for machines.
#include <fmt/format.h>

#include <algorithm>

#include <demarche/formats/terminal.hpp>

#include "brief.hpp"
#include "sheet.hpp"
#include "show_state.hpp"

namespace demarche::cli {
namespace {

using record::State;

constexpr std::array<const char*, kSections> kHeadings = {"NEW", "SAID BEFORE", "CONTRADICTED", "CHANGED",
                                                          "DUE NEXT"};
constexpr std::array<const char*, kSections> kExplained = {
    "by score = consequence × novelty × sourcing", "repeats, and who said it first",
    "two accounts that cannot both hold", "measures, meetings, positions", "dates ahead"};
constexpr std::size_t kIndent = 8;
constexpr std::size_t kDay = 11;
constexpr std::size_t kParties = 10;
constexpr std::size_t kWhat = 20;

class Page {
 public:
  Page(const State& state, std::size_t width, bool color) : state_(state), width_(width), color_(color) {}

  std::string write(const Brief& brief) {
    head(brief);
    std::size_t next = 0;
    for (std::size_t s = 0; s < kSections; ++s) {
      out_ += "\n";
      put("1", kHeadings[s]);
      put("2", fmt::format("  {}\n", kExplained[s]));
      const std::size_t first = next;
      for (; next < brief.lines.size() && static_cast<std::size_t>(brief.lines[next].section) == s; ++next) {
        line(brief.lines[next]);
      }
      if (next == first) row(2, "", "nothing");
      if (brief.left[s] > 0) row(2, "2", fmt::format("and {} more (--top 0 lists all)", brief.left[s]));
    }
    return std::move(out_);
  }

 private:
  void put(std::string_view style, std::string_view text) {
    if (color_ && !style.empty()) {
      out_ += fmt::format("\x1b[{}m{}\x1b[0m", style, text);
    } else {
      out_ += text;
    }
  }

  void row(std::size_t indent, std::string_view style, std::string_view text) {
    clean_row(indent, style, terminal::clean(text));
  }

  // Of text that is clean; blanks between its columns stay.
  void clean_row(std::size_t indent, std::string_view style, std::string_view text) {
    out_.append(indent, ' ');
    std::string fitted = terminal::fit(text, width_ - indent);
    while (fitted.ends_with(' ')) fitted.pop_back();
    put(style, fitted);
    out_ += "\n";
  }

  void head(const Brief& brief) {
    put("1", "BRIEF");
    out_ += fmt::format("  {} to {} · {} documents with {} moves\n", brief.from.day().iso(),
                        brief.to.day().iso(), brief.documents, brief.moves);
  }

  static std::string cell(std::string_view text, std::size_t columns) {
    return terminal::pad(terminal::fit(terminal::clean(text), columns), columns);
  }

  void line(const BriefLine& l) {
    const std::string score = l.rank ? fmt::format("{:.2f}", l.rank->score()) : "";
    clean_row(2, "1",
              fmt::format("{:4}  {} {} {} {}", score, cell(l.day, kDay), cell(l.parties, kParties),
                          cell(l.what, kWhat), terminal::clean(l.about)));
    const std::string rank = l.rank ? fmt::format("{:.2f} × {:.2f} × {:.2f} · ", l.rank->consequence,
                                                  l.rank->novelty, l.rank->sourcing)
                                    : "";
    row(kIndent, "", fmt::format("{}{} · {} · {}", rank, l.note, sources_text(l.sources), l.id));
    if (l.section == Section::Contested) {
      columns(l);
      return;
    }
    for (const record::Index mention : l.evidence) {
      const std::string& title = state_.entry_of(state_.mentions[mention]).title;
      row(kIndent, "2", evidence_text(evidence_of(state_, mention)) + (title.empty() ? "" : " · " + title));
    }
  }

  // What the account says: of amounts, the amount.
  [[nodiscard]] std::string said(const BriefLine& l, std::size_t side) const {
    const std::string quote = "“" + evidence_of(state_, l.evidence[side]).quote + "”";
    if (l.what != record::name_of(record::ContestKind::Amounts)) return quote;
    for (const Term& term : state_.move_of(state_.mentions[l.evidence[side]]).terms) {
      if (term.kind == TermKind::Money && term.value) return quote + " … “" + term.text + "”";
    }
    return quote;
  }

  void columns(const BriefLine& l) {
    const Evidence one = evidence_of(state_, l.evidence[0]);
    const Evidence other = evidence_of(state_, l.evidence[1]);
    const std::size_t half = (width_ - kIndent - 3) / 2;
    const auto pair = [&](std::string_view left, std::string_view right) {
      clean_row(kIndent, "2", fmt::format("{} │ {}", cell(left, half), terminal::clean(right)));
    };
    pair(said(l, 0), said(l, 1));
    pair(voice_text(one), voice_text(other));
    pair(place_text(one), place_text(other));
  }

  const State& state_;
  std::size_t width_;
  bool color_;
  std::string out_;
};

void write_rank(JsonWriter& json, const std::optional<record::Rank>& rank) {
  json.key("rank");
  if (!rank) {
    json.null();
    return;
  }
  json.begin_object().key("score").number(rank->score()).key("consequence").number(rank->consequence);
  json.key("novelty").number(rank->novelty).key("sourcing").number(rank->sourcing).end_object();
}

std::string line_json(const State& state, const BriefLine& l) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("section").string(name_of(l.section)).key("id").string(l.id);
  write_rank(json, l.rank);
  json.key("day").string(l.day).key("parties").string(l.parties).key("what").string(l.what);
  json.key("about").string_or_null(l.about).key("note").string(l.note);
  write_sources(json, l.sources);
  json.key("evidence").begin_array();
  for (const record::Index mention : l.evidence) write_evidence(json, state, mention);
  json.end_array().end_object();
  return out;
}

Sheet sheet_of(const Brief& brief, const State& state) {
  Sheet sheet({{"section", 0},   {"score", 5},   {"consequence", 5}, {"novelty", 5},  {"sourcing", 5},
               {"day", 11},      {"parties", 9}, {"what", 20},       {"about", 40},   {"note", 40},
               {"sources", 7},   {"outlets", 7}, {"outlet", 20},     {"speaker", 20}, {"quote", 30},
               {"document", 20}, {"field", 5},   {"start", 6},       {"end", 6},      {"id", 18}});
  const auto number = [](double value) { return fmt::format("{:.3f}", value); };
  for (const BriefLine& l : brief.lines) {
    std::vector<std::string> cells = {std::string(name_of(l.section))};
    if (l.rank) {
      cells.insert(cells.end(), {number(l.rank->score()), number(l.rank->consequence),
                                 number(l.rank->novelty), number(l.rank->sourcing)});
    } else {
      cells.resize(5);
    }
    cells.insert(cells.end(), {l.day, l.parties, l.what, l.about, l.note, std::to_string(l.sources.origins),
                               std::to_string(l.sources.outlets)});
    const auto where = evidence_cells(evidence_of(state, l.evidence.front()));
    cells.insert(cells.end(), where.begin(), where.end());
    cells.push_back(l.id);
    sheet.add(std::move(cells), line_json(state, l));
  }
  return sheet;
}

}  // namespace

std::string brief_text(const Brief& brief, const State& state, OutputFormat format, std::size_t width,
                       bool color) {
  if (format == OutputFormat::Table) return Page(state, width, color).write(brief);
  return sheet_of(brief, state).text(format, width, color);
}

}  // namespace demarche::cli
