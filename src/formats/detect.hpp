// Which format an input has. Private to the room.
#pragma once

#include <demarche/formats/read_options.hpp>
#include <optional>
#include <string_view>
#include <vector>

#include "byte_stream.hpp"

namespace demarche {

// The pending bytes once they hold a line with something on it, 64 KiB, or all there is. Consumes nothing.
[[nodiscard]] Result<std::string_view> peek_line(ByteStream& stream);
// Passes over a UTF-8 byte-order mark. Malformed where the mark says UTF-16 or UTF-32.
[[nodiscard]] Result<void> pass_mark(ByteStream& stream);
// Never Auto: JSON by its first bracket, CSV by a header that names two known columns, else plain text.
[[nodiscard]] InputFormat format_of_content(std::string_view beginning, const ColumnMap& columns);
// Of one whole line, or of several: JsonLines or Json.
[[nodiscard]] InputFormat json_layout(std::string_view beginning);
// The separator of a table: the one that shows the most known columns in its header, else the commonest
// there.
[[nodiscard]] char separator_of(std::string_view beginning, const ColumnMap& columns);
// The header where the first two rows are cells, as many in one as in the other: of a table whose columns are
// not known, or of a text that only looks like one. Else empty.
[[nodiscard]] std::vector<std::string> header_of_unknown_table(std::string_view text);
// Where a column stands: an exact match, else one that differs in ASCII case or in blanks around it.
[[nodiscard]] std::optional<std::size_t> find_column(const std::vector<std::string_view>& header,
                                                     std::string_view name);

// For messages: `"Headline", "Body"`, the first dozen, each cut after 40 bytes.
[[nodiscard]] std::string quoted(const std::vector<std::string_view>& names);
// For messages: what stands under the names of title and text is missing: `neither "title" nor "text"`.
[[nodiscard]] std::string no_content(const ColumnMap& columns);

}  // namespace demarche
