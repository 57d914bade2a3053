// The table for a person. Two layouts: one line a move where the terminal has 150 columns, else the facts on
// one line and the words that carry them below:
//
//   China vows to answer new tariffs                                   (title)
//   2018-04-05 · Reuters · 1 move ──────────────────────────────────
//     2018-04-06   CHN → USA  threaten     tariffs        $50 bn        actual
//                  “China will answer …” — Ministry of Commerce
#include <fmt/format.h>

#include <algorithm>
#include <demarche/base/utf8.hpp>
#include <demarche/formats/move_writer.hpp>
#include <demarche/formats/terminal.hpp>

#include "table_cells.hpp"

namespace demarche {
namespace {

constexpr std::size_t kGap = 2;
constexpr std::size_t kIndent = 2;
constexpr std::size_t kDate = 11;
constexpr std::size_t kParties = 9;
constexpr std::size_t kAct = 11;
constexpr std::size_t kModality = 8;
constexpr std::size_t kFixed = kIndent + kDate + kParties + kAct + kModality + 3 * kGap;
constexpr std::size_t kOneLine = 150;

// Columns of the parts that give way; 0: the part is left out.
struct Layout {
  std::size_t width = 100;
  bool one_line = false;
  std::size_t issues = 0;
  std::size_t terms = 0;
  std::size_t speaker = 0;
  std::size_t quote = 0;
};

Layout layout_for(int columns) {
  Layout out;
  out.width = static_cast<std::size_t>(std::clamp(columns, 48, 1000));
  const std::size_t room = out.width - std::min(out.width, kFixed);
  if (out.width >= kOneLine) {
    out.one_line = true;
    out.issues = out.width >= 180 ? 24 : 16;
    out.terms = out.width >= 180 ? 24 : 16;
    out.speaker = out.width >= 180 ? 24 : 18;
    out.quote = room - out.issues - out.terms - out.speaker - 4 * kGap;
    return out;
  }
  const std::size_t share = room > 2 * kGap ? (room - 2 * kGap) / 2 : 0;
  if (share >= 8) {
    out.issues = std::min<std::size_t>(share, 30);
    out.terms = std::min<std::size_t>(room - 2 * kGap - out.issues, 30);
  } else if (room >= 8 + kGap) {
    out.issues = room - kGap;
  }
  out.quote = out.width - kIndent - kDate - kGap;
  return out;
}

constexpr std::string_view kBold = "1";
constexpr std::string_view kDim = "2";

// Colours of the terminal's own palette, so that they suit its background.
std::string_view color_of(Family family) {
  switch (family) {
    case Family::Talks:
      return "94";
    case Family::Position:
      return "36";
    case Family::Pressure:
      return "31";
    case Family::Relief:
      return "32";
    case Family::Words:
      return "35";
    case Family::Force:
      return "1;31";
  }
  return "0";
}

std::string_view color_of(Modality modality) {
  switch (modality) {
    case Modality::Actual:
      return kDim;
    case Modality::Planned:
      return "36";
    case Modality::Possible:
      return "33";
    case Modality::Denied:
      return "31";
  }
  return "0";
}

std::string counted(std::uint64_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

class TableWriter final : public MoveWriter {
 public:
  TableWriter(TextSink sink, TableOptions options)
      : sink_(std::move(sink)), color_(options.color), layout_(layout_for(options.width)) {}

  void document(const Document& document, std::span<const Move> moves) override {
    if (moves.empty()) {
      ++silent_documents_;
      return;
    }
    out_.clear();
    if (documents_ == 0) write_column_names();
    ++documents_;
    moves_ += moves.size();
    write_heading(document, moves.size());
    const table::Offsets title(document.title);
    const table::Offsets text(document.text);
    for (const Move& move : moves) {
      const bool in_title = move.field == Field::Title;
      write_move(move,
                 table::quote_of(move, in_title ? document.title : document.text, in_title ? title : text));
    }
    sink_(out_);
  }

  void finish() override {
    std::string line = documents_ == 0 ? "No moves found" : counted(moves_, "move");
    if (documents_ > 0) line.append(" in ").append(counted(documents_, "document"));
    if (silent_documents_ > 0 && documents_ > 0) {
      line += fmt::format(" · {} without a move", counted(silent_documents_, "document"));
    } else if (silent_documents_ > 0) {
      line += fmt::format(" in {}", counted(silent_documents_, "document"));
    }
    out_.clear();
    if (documents_ > 0) out_ += "\n";
    put(kDim, line);
    out_ += "\n";
    sink_(out_);
  }

 private:
  void put(std::string_view style, std::string_view text) {
    if (!color_ || style.empty() || text.empty()) {
      out_.append(text);
      return;
    }
    // Blanks that pad a cell stay outside, so that no style shows on them.
    const std::size_t end = text.find_last_not_of(' ') + 1;
    fmt::format_to(std::back_inserter(out_), "\x1b[{}m{}\x1b[0m{}", style, text.substr(0, end),
                   text.substr(end));
  }

  void cell(std::string_view style, std::string_view text, std::size_t columns) {
    if (columns == 0) return;
    put(style, terminal::pad(text, columns));
    out_.append(kGap, ' ');
  }

  void end_line() {
    while (out_.ends_with(' ')) out_.pop_back();
    out_.push_back('\n');
  }

  void write_column_names() {
    out_.append(kIndent, ' ');
    cell(kDim, "DATE", kDate);
    cell(kDim, "PARTIES", kParties);
    cell(kDim, "ACT", kAct);
    cell(kDim, "ISSUES", layout_.issues);
    cell(kDim, "TERMS", layout_.terms);
    cell(kDim, "MODALITY", kModality);
    if (layout_.one_line) {
      cell(kDim, "SPEAKER", layout_.speaker);
      cell(kDim, "QUOTE", layout_.quote);
    }
    end_line();
  }

  // The title over at most two lines, then date, source and a rule to the edge.
  void write_heading(const Document& document, std::size_t count) {
    out_.push_back('\n');
    std::string title = terminal::clean(document.title);
    const bool untitled = title.find_first_not_of(' ') == std::string::npos;
    // The first words stand for a title that is missing; no need to clean more than can be seen.
    if (untitled) title = terminal::fit(terminal::clean(opening(document.text)), layout_.width);
    if (title.empty()) title = terminal::clean(document.id);
    const std::string first = first_line(title);
    put(kBold, first);
    end_line();
    if (first.size() < title.size() && title[first.size()] == ' ') {
      put(kBold, terminal::fit(std::string_view(title).substr(first.size() + 1), layout_.width));
      end_line();
    }
    write_meta(document, count);
  }

  [[nodiscard]] static std::string_view opening(std::string_view text) {
    std::size_t end = std::min<std::size_t>(text.size(), 2000);
    while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    return text.substr(0, end);
  }

  // As many words as fit; cut hard where the first word alone does not.
  [[nodiscard]] std::string first_line(const std::string& title) const {
    if (terminal::width(title) <= layout_.width) return title;
    std::size_t end = 0;
    std::size_t used = 0;
    for (std::size_t i = 0; i < title.size() && used <= layout_.width;) {
      if (title[i] == ' ') end = i;
      const utf8::Decoded d = utf8::decode(title, i);
      used += terminal::width(d.code_point);
      i += d.length;
    }
    return end == 0 ? terminal::fit(title, layout_.width) : title.substr(0, end);
  }

  void write_meta(const Document& document, std::size_t count) {
    const auto day = document.published_day();
    std::string meta = day ? day->iso() : "undated";
    const std::string source = terminal::clean(document.source);
    const std::string tail = fmt::format(" · {} ", counted(count, "move"));
    const std::size_t taken = terminal::width(meta) + terminal::width(tail) + 3;
    if (!source.empty())
      meta.append(" · ").append(terminal::fit(source, layout_.width - std::min(layout_.width, taken)));
    meta.append(tail);
    for (std::size_t used = terminal::width(meta); used < layout_.width; ++used) meta += "─";
    put(kDim, meta);
    end_line();
  }

  void write_move(const Move& move, table::Quote quote) {
    const std::string_view family = color_of(family_of(move.act));
    const std::string date = table::date_cell(move);
    out_.append(kIndent, ' ');
    cell(date.empty() ? kDim : "", date.empty() ? "—" : date, kDate);
    cell(kBold, table::parties_cell(move), kParties);
    cell(family, name_of(move.act), kAct);
    const std::string terms = table::terms_cell(move);
    // Issues may run on where no terms follow.
    const bool run_on = terms.empty() && layout_.terms > 0;
    cell("", table::issues_cell(move), layout_.issues + (run_on ? kGap + layout_.terms : 0));
    if (!run_on) cell("", terms, layout_.terms);
    cell(color_of(move.modality), name_of(move.modality), kModality);
    const std::string speaker = table::speaker_cell(move);
    if (layout_.one_line) {
      cell("", speaker.empty() ? "—" : speaker, layout_.speaker);
      write_quote(std::move(quote), layout_.quote, family);
    } else {
      end_line();
      out_.append(kIndent + kDate + kGap, ' ');
      write_attributed(move, std::move(quote), speaker, family);
    }
    end_line();
  }

  // The quote with its speaker behind it. The headline stands above already: its trigger is enough.
  void write_attributed(const Move& move, table::Quote quote, const std::string& speaker,
                        std::string_view family) {
    if (move.field == Field::Title) quote.before = quote.after = "";
    std::string tail = move.field == Field::Title ? " in the headline" : "";
    const std::size_t most = layout_.quote / 2;
    if (!speaker.empty()) {
      tail.append(" — ").append(terminal::fit(speaker, most - 3 - std::min(most - 3, tail.size())));
    }
    write_quote(std::move(quote), layout_.quote - std::min(layout_.quote, terminal::width(tail)), family);
    put(kDim, tail);
  }

  void write_quote(table::Quote quote, std::size_t columns, std::string_view family) {
    const table::Quote shown =
        table::fit_quote(std::move(quote), columns - std::min<std::size_t>(columns, 2));
    put(kDim, fmt::format("“{}", shown.before));
    put(family, shown.trigger);
    put(kDim, fmt::format("{}”", shown.after));
  }

  TextSink sink_;
  bool color_;
  Layout layout_;
  std::string out_;
  std::uint64_t moves_ = 0;
  std::uint64_t documents_ = 0;
  std::uint64_t silent_documents_ = 0;
};

}  // namespace

std::unique_ptr<MoveWriter> make_table_writer(TextSink sink, TableOptions options) {
  return std::make_unique<TableWriter>(std::move(sink), options);
}

}  // namespace demarche
