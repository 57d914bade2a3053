#include "engine.hpp"

#include <future>
#include <utility>

#include "paths.hpp"

namespace demarche::cli {

Result<std::unique_ptr<Ground>> load_ground(const Folders& folders) {
  const auto bin = binary_folder();
  const auto data = find_folder("data", folders.data, bin);
  if (!data) return tl::unexpected(data.error());
  const auto models = find_folder("models", folders.models, bin);
  if (!models) return tl::unexpected(models.error());
  // Both take a good part of the time to the first move, and neither knows of the other.
  auto chain_loads = std::async(std::launch::async, [&] { return language::Chain::load(*models); });
  auto knowledge = knowledge::Knowledge::load(*data);
  auto chain = chain_loads.get();
  if (!knowledge) return tl::unexpected(knowledge.error());
  if (!chain) return tl::unexpected(chain.error());
  return std::make_unique<Ground>(Ground{std::move(*knowledge), std::move(*chain)});
}

Result<Engine> load_engine(const Folders& folders, coding::CoderOptions options) {
  auto ground = load_ground(folders);
  if (!ground) return tl::unexpected(ground.error());
  const auto models = find_folder("models", folders.models, binary_folder());
  if (!models) return tl::unexpected(models.error());
  auto coder = coding::Coder::load((*ground)->knowledge, (*ground)->chain, *models, options);
  if (!coder) return tl::unexpected(coder.error());
  return Engine{std::move(*ground), std::move(*coder)};
}

}  // namespace demarche::cli
