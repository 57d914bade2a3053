#include "json_object.hpp"
#include "records.hpp"

namespace demarche {
namespace {

class JsonReader final : public DocumentReader {
 public:
  JsonReader(std::unique_ptr<Records> records, std::string name, const ReadOptions& options)
      : records_(std::move(records)), name_(std::move(name)), options_(options), parser_(options.columns) {}

  std::optional<Result<ReadDocument>> next() override {
    for (;;) {
      const auto record = records_->next();
      if (!record) return std::nullopt;
      if (!*record) return tl::unexpected(record->error());
      const std::string_view text = (*record)->text;
      if (text.find_first_not_of(" \t\r") == std::string_view::npos) continue;
      std::string where = place(name_, (*record)->line);
      auto raw = parser_.parse(text, where);
      if (!raw) return tl::unexpected(std::move(raw.error()));
      return complete(std::move(*raw), std::move(where), options_);
    }
  }

 private:
  std::unique_ptr<Records> records_;
  std::string name_;
  ReadOptions options_;
  JsonObjectParser parser_;
};

}  // namespace

std::unique_ptr<DocumentReader> make_json_reader(std::unique_ptr<ByteStream> stream,
                                                 const ReadOptions& options, bool lines) {
  std::string name = stream->name();
  auto records = lines ? make_lines(std::move(stream), options.max_line_bytes)
                       : make_json_values(std::move(stream), options.max_line_bytes);
  return std::make_unique<JsonReader>(std::move(records), std::move(name), options);
}

}  // namespace demarche
