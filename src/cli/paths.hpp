// Where the program finds its knowledge and its models.
//
// An explicit folder wins. Else the place of the binary decides: in a build tree (ROOT/build/PRESET/bin) the
// folders of ROOT, in an installation (PREFIX/bin) those under PREFIX/share/demarche. The environment has no
// say, so that the same command gives the same moves.
#pragma once

#include <filesystem>
#include <string>

#include <demarche/base/result.hpp>

namespace demarche::cli {

// `kind` is "data" or "models"; `given` is the folder of the option of that name, or empty. `binary_folder`
// is where the running program lies. NotFound names the places that were tried.
[[nodiscard]] Result<std::filesystem::path> find_folder(const std::string& kind, const std::string& given,
                                                        const std::filesystem::path& binary_folder);

// The folder of the running program; empty where the system does not tell.
[[nodiscard]] std::filesystem::path binary_folder();

}  // namespace demarche::cli
