#include "csv_parser.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "records.hpp"

namespace demarche {

CsvParser::CsvParser(std::unique_ptr<ByteStream> stream, char separator, std::size_t row_limit)
    : stream_(std::move(stream)), separator_(separator), limit_(row_limit) {}

void CsvParser::begin_row() {
  text_.clear();
  if (text_.capacity() > (std::size_t{8} << 20U)) text_.shrink_to_fit();
  ends_.clear();
  state_ = State::CellStart;
  row_line_ = line_;
  junk_ = false;
}

std::optional<Result<CsvRow>> CsvParser::next() {
  if (done_) return std::nullopt;
  begin_row();
  for (;;) {
    if (scan(stream_->pending())) {
      stream_->consume(position_);
      position_ = 0;
      return finish(false);
    }
    stream_->consume_all();
    position_ = 0;
    const auto more = stream_->more();
    if (!more) {
      done_ = true;
      return tl::unexpected(more.error());
    }
    if (*more) continue;
    done_ = true;
    return finish(true);
  }
}

// Goes on to the end of the bytes; true when a row is complete, with position_ behind its line end.
bool CsvParser::scan(std::string_view bytes) {
  while (position_ < bytes.size()) {
    if (state_ == State::Quoted) {
      if (!scan_quoted(bytes)) return false;
      continue;
    }
    if (step(bytes[position_++])) return true;
  }
  return false;
}

// Within quotes only a quote matters: copy up to it in one piece. False when the bytes end first.
bool CsvParser::scan_quoted(std::string_view bytes) {
  const std::size_t quote = std::min(bytes.find('"', position_), bytes.size());
  const std::string_view piece = bytes.substr(position_, quote - position_);
  text_.append(piece);
  line_ += static_cast<std::uint64_t>(std::count(piece.begin(), piece.end(), '\n'));
  position_ = quote;
  if (text_.size() > limit_) state_ = State::Skipping;
  if (quote == bytes.size()) return false;
  if (state_ == State::Quoted) {
    state_ = State::QuoteSeen;
    ++position_;
  }
  return true;
}

// One byte outside quotes; true at the end of a row.
bool CsvParser::step(char c) {
  if (after_return_) {
    after_return_ = false;
    if (c == '\n') return false;  // the row was given at its CR
  }
  if (c == '\n' || c == '\r') return end_row(c);
  if (state_ == State::Skipping) return false;
  if (c == separator_) {
    end_cell();
    state_ = State::CellStart;
    return false;
  }
  if (c == '"' && state_ == State::CellStart) {
    state_ = State::Quoted;
    quote_line_ = line_;
    return false;
  }
  if (c == '"' && state_ == State::QuoteSeen) {
    state_ = State::Quoted;
    text_.push_back('"');
    return false;
  }
  junk_ = junk_ || state_ == State::QuoteSeen;
  state_ = State::Bare;
  text_.push_back(c);
  if (text_.size() > limit_) state_ = State::Skipping;
  return false;
}

bool CsvParser::end_row(char c) {
  after_return_ = c == '\r';
  ++line_;
  if (state_ == State::CellStart && ends_.empty()) {  // a blank line
    row_line_ = line_;
    return false;
  }
  if (state_ != State::Skipping) end_cell();
  return true;
}

void CsvParser::end_cell() {
  // One more than allowed is enough to know.
  if (ends_.size() <= kMaxCsvColumns) ends_.push_back(text_.size());
}

std::optional<Result<CsvRow>> CsvParser::reject(ErrorKind kind, std::string what) {
  return fail(kind, place(name(), row_line_), std::move(what));
}

std::optional<Result<CsvRow>> CsvParser::finish(bool at_end) {
  if (state_ == State::Skipping) {
    return reject(
        ErrorKind::TooLarge,
        fmt::format("the row is longer than {} bytes (is a quote never closed?); it was skipped", limit_));
  }
  if (at_end) {
    if (state_ == State::Quoted) {
      return reject(ErrorKind::Malformed,
                    fmt::format("the quote that opens on line {} is never closed", quote_line_));
    }
    if (state_ == State::CellStart && ends_.empty()) return std::nullopt;
    end_cell();
  }
  if (junk_) return reject(ErrorKind::Malformed, "there are characters behind a closing quote");
  if (ends_.size() > kMaxCsvColumns) {
    return reject(ErrorKind::Malformed, fmt::format("the row has more than {} columns", kMaxCsvColumns));
  }
  CsvRow row;
  row.line = row_line_;
  row.cells.reserve(ends_.size());
  std::size_t begin = 0;
  for (const std::size_t end : ends_) {
    row.cells.push_back(std::string_view(text_).substr(begin, end - begin));
    begin = end;
  }
  return row;
}

char commonest_separator(std::string_view beginning) {
  std::array<std::size_t, 3> counts{};
  bool quoted = false;
  bool started = false;
  for (const char c : beginning) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n' || c == '\r') {
      if (started) break;
      continue;
    }
    started = true;
    for (std::size_t i = 0; i < kSeparators.size(); ++i) counts[i] += c == kSeparators[i] ? 1U : 0U;
  }
  const auto best = std::max_element(counts.begin(), counts.end()) - counts.begin();
  return kSeparators[static_cast<std::size_t>(best)];
}

std::vector<std::string> first_row(std::string_view beginning, char separator) {
  auto stream = std::make_unique<ByteStream>(memory_source(beginning), "");
  CsvParser parser(std::move(stream), separator, beginning.size());
  const auto row = parser.next();
  if (!row || !*row) return {};
  return {(*row)->cells.begin(), (*row)->cells.end()};
}

}  // namespace demarche
