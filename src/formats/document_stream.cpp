#include <fmt/format.h>

#include <algorithm>
#include <demarche/formats/document_stream.hpp>
#include <filesystem>
#include <system_error>

#include "folder.hpp"

namespace demarche {
namespace {

constexpr std::string_view kStandardInput = "-";

}  // namespace

Result<DocumentStream> DocumentStream::open(std::vector<std::string> inputs, ReadOptions options,
                                            DiagnosticSink sink) {
  if (!options.default_published.empty() && !Day::parse(options.default_published)) {
    return fail(ErrorKind::Usage, "",
                fmt::format("the default date \"{}\" cannot be read; expected YYYY-MM-DD",
                            options.default_published));
  }
  return DocumentStream(std::move(inputs), std::move(options), std::move(sink));
}

DocumentStream::DocumentStream(std::vector<std::string> inputs, ReadOptions options, DiagnosticSink sink)
    : pending_(std::move(inputs)), options_(std::move(options)), sink_(std::move(sink)) {
  std::reverse(pending_.begin(), pending_.end());
}

std::optional<Document> DocumentStream::next() {
  for (;;) {
    if (!reader_ && !open_next()) return std::nullopt;
    if (!reader_) continue;
    auto item = reader_->next();
    if (auto remark = reader_->take_remark()) notice(std::move(*remark));
    if (!item) {
      reader_.reset();
      if (stats_.read + stats_.skipped == before_) notice({ErrorKind::NotFound, name_, "holds no document"});
      continue;
    }
    if (!*item) {
      skip(std::move(item->error()));
      continue;
    }
    ReadDocument& found = **item;
    ++stats_.read;
    where_ = std::move(found.where);
    if (found.replaced > 0) {
      ++stats_.repaired;
      stats_.replaced += found.replaced;
      notice({ErrorKind::Malformed, where_,
              fmt::format("invalid UTF-8 was replaced in {} places", found.replaced)});
    }
    return std::move(found.document);
  }
}

// Takes the next input; false when there is none. What cannot be opened is skipped and leaves no reader.
bool DocumentStream::open_next() {
  if (pending_.empty()) return false;
  const std::string input = std::move(pending_.back());
  pending_.pop_back();
  const bool standard = input == kStandardInput;
  std::error_code ignored;
  if (!standard && std::filesystem::is_directory(input, ignored)) {
    expand(input);
    return true;
  }
  name_ = standard ? "standard input" : input;
  before_ = stats_.read + stats_.skipped;
  auto source =
      standard ? Result<std::unique_ptr<ByteSource>>(descriptor_source(0, name_)) : file_source(input);
  if (!source) {
    skip(std::move(source.error()));
    return true;
  }
  auto reader = make_reader(std::move(*source), name_, options_);
  if (!reader) {
    skip(std::move(reader.error()));
  } else {
    reader_ = std::move(*reader);
  }
  return true;
}

// Puts the files below a folder in front of the other inputs.
void DocumentStream::expand(const std::string& folder) {
  FolderListing listing = list_folder(folder);
  // Whoever names a folder expects something in it to be read.
  if (listing.files.empty() && listing.errors.empty()) {
    skip({ErrorKind::NotFound, folder,
          "the folder holds no file that ends in .jsonl, .ndjson, .json, .csv, .tsv or .txt (or one of these "
          "and "
          ".gz); other files are read where they are named themselves"});
  }
  for (Error& error : listing.errors) skip(std::move(error));
  for (std::string& path : listing.ignored) {
    ++stats_.ignored;
    notice({ErrorKind::Usage, std::move(path), "ignored: not a regular file with a known ending"});
  }
  pending_.insert(pending_.end(), std::make_move_iterator(listing.files.rbegin()),
                  std::make_move_iterator(listing.files.rend()));
}

void DocumentStream::skip(Error error) {
  ++stats_.skipped;
  if (sink_) sink_({Severity::Error, std::move(error)});
}

void DocumentStream::notice(Error error) const {
  if (sink_) sink_({Severity::Notice, std::move(error)});
}

}  // namespace demarche
