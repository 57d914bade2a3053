// A model from its file, with the file named in every error. Thread rule: a pure function but for the file.
#pragma once

#include <filesystem>
#include <string>
#include <utility>

#include <demarche/base/io.hpp>
#include <demarche/base/result.hpp>

namespace demarche::coding {

// `Model` has parse(bytes). NotFound, or what parse says.
template <typename Model>
[[nodiscard]] Result<Model> load_model(const std::filesystem::path& path) {
  constexpr std::size_t kMaxModelBytes = std::size_t{64} << 20U;
  const Result<std::string> bytes = read_file(path, kMaxModelBytes);
  if (!bytes) return tl::unexpected(bytes.error());
  Result<Model> model = Model::parse(*bytes);
  if (model) return model;
  Error e = std::move(model.error());
  e.where = path.string() + (e.where.empty() ? "" : ", " + e.where);
  return tl::unexpected(std::move(e));
}

}  // namespace demarche::coding
