// Many inputs as one sequence of documents: files, folders and standard input.
//
// Thread rule: a stream belongs to one thread at a time; the sink is called from that thread, inside next().
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <demarche/base/document.hpp>
#include <demarche/formats/document_reader.hpp>
#include <demarche/formats/read_options.hpp>

namespace demarche {

class DocumentStream {
 public:
  // `inputs`: paths in the order to read them; "-" is standard input; a folder stands for the regular files
  // below it with a known ending, sorted by the bytes of their paths (symbolic links are not followed, other
  // files are ignored with a notice); one without any is skipped. Usage: a default date that cannot be read.
  // Nothing is opened before next().
  [[nodiscard]] static Result<DocumentStream> open(std::vector<std::string> inputs, ReadOptions options,
                                                   DiagnosticSink sink);

  // The next readable document; nullopt at the end. What is skipped goes to the sink and is counted.
  [[nodiscard]] std::optional<Document> next();
  [[nodiscard]] const ReadStats& stats() const { return stats_; }
  // "file:line" of the document that next() gave last.
  [[nodiscard]] const std::string& where() const { return where_; }

 private:
  DocumentStream(std::vector<std::string> inputs, ReadOptions options, DiagnosticSink sink);
  bool open_next();
  void expand(const std::string& folder);
  void skip(Error error);
  void notice(Error error) const;

  std::vector<std::string> pending_;  // reversed: the next one is at the back
  ReadOptions options_;
  DiagnosticSink sink_;
  ReadStats stats_;
  std::string where_;
  std::string name_;          // of the input that is read
  std::uint64_t before_ = 0;  // documents read and skipped before it
  std::unique_ptr<DocumentReader> reader_;
};

}  // namespace demarche
