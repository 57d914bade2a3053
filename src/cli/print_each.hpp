// The road of the commands that print something for each document, one after the other, to standard output.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <demarche/base/document.hpp>
#include <demarche/formats/read_options.hpp>

namespace demarche::cli {

// Prints what `text_of` makes of each document as soon as it is made. Returns the exit code.
[[nodiscard]] int print_each(const std::vector<std::string>& inputs, const ReadOptions& reading,
                             const std::function<std::string(const Document&)>& text_of);

}  // namespace demarche::cli
