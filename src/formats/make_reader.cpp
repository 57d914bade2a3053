#include "detect.hpp"
#include "raw_document.hpp"

namespace demarche {
namespace {

Result<InputFormat> decide(ByteStream& stream, const ReadOptions& options) {
  InputFormat format = options.format;
  if (format == InputFormat::Auto) format = format_of_name(stream.name()).value_or(InputFormat::Auto);
  // A ".json" file holds an array as often as lines: only its content tells.
  const bool ask = format == InputFormat::Auto || (format == InputFormat::Json && options.format != format);
  if (!ask) return format;
  const auto beginning = peek_line(stream);
  if (!beginning) return tl::unexpected(beginning.error());
  return format == InputFormat::Json ? json_layout(*beginning)
                                     : format_of_content(*beginning, options.columns);
}

}  // namespace

Result<std::unique_ptr<DocumentReader>> make_reader(std::unique_ptr<ByteSource> source, std::string name,
                                                    const ReadOptions& options) {
  auto stream = std::make_unique<ByteStream>(inflating_source(std::move(source), name), name);
  if (auto passed = pass_mark(*stream); !passed) return tl::unexpected(std::move(passed.error()));
  const auto format = decide(*stream, options);
  if (!format) return tl::unexpected(format.error());
  switch (*format) {
    case InputFormat::Csv:
      return make_csv_reader(std::move(stream), options);
    case InputFormat::Plain: {
      const bool guessed = options.format == InputFormat::Auto && !format_of_name(name);
      return make_plain_reader(std::move(stream), options, guessed);
    }
    default:
      return make_json_reader(std::move(stream), options, *format == InputFormat::JsonLines);
  }
}

}  // namespace demarche
