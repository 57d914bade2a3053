// Moves to text: JSON Lines, CSV and a table for a person.
//
// Output is a function of the documents and moves alone (and of the options): the same bytes on every
// machine. Thread rule: one thread a writer; the sink is called from that thread.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <demarche/base/document.hpp>
#include <demarche/base/move.hpp>

namespace demarche {

// Takes whole lines. Failures of writing are the sink's own to remember.
using TextSink = std::function<void(std::string_view)>;
// `out` must outlive the sink.
[[nodiscard]] TextSink append_to(std::string& out);

class MoveWriter {
 public:
  virtual ~MoveWriter() = default;
  // The moves of one document, in the order to print. May be empty.
  virtual void document(const Document& document, std::span<const Move> moves) = 0;
  // Once, after the last document.
  virtual void finish() = 0;
};

// The scale of data/acts.tsv that Move::goldstein is on where nothing else was asked for.
inline constexpr std::string_view kUsualScale = "goldstein";

// One JSON object a move and line; docs/formats.md lists the keys. `scale` names the key of Move::goldstein.
[[nodiscard]] std::unique_ptr<MoveWriter> make_jsonl_writer(TextSink sink,
                                                            std::string_view scale = kUsualScale);
// The object of one move, without a line end.
[[nodiscard]] std::string move_json(const Move& move);

// RFC 4180 with a header and CRLF. Text cells that a spreadsheet would take for a formula (= + - @ tab or
// carriage return in front) get a single quote in front. `scale` as above: the column.
[[nodiscard]] std::unique_ptr<MoveWriter> make_csv_writer(TextSink sink,
                                                          std::string_view scale = kUsualScale);

struct TableOptions {
  int width = 100;     // columns of the terminal; less than 48 counts as 48
  bool color = false;  // ANSI colours, by family of act
};
// A table grouped by document; documents without moves are only counted. Below 150 columns the quote stands
// on a line of its own. Text is neutralised (terminal::clean).
[[nodiscard]] std::unique_ptr<MoveWriter> make_table_writer(TextSink sink, TableOptions options);

}  // namespace demarche
