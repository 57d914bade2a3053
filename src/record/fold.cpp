#include <demarche/record/fold.hpp>

#include <algorithm>
#include <future>
#include <unordered_map>

#include "fold_codec.hpp"

namespace demarche::record {
namespace {

// An entry without moves says nothing, unless it replaces one that had some.
void drop_empty(std::vector<Entry>& entries) {
  if (std::none_of(entries.begin(), entries.end(), [](const Entry& e) { return e.moves.empty(); })) return;
  using Age = std::pair<std::uint32_t, std::uint64_t>;
  std::unordered_map<std::string, Age> oldest;  // with moves
  for (const Entry& e : entries) {
    if (e.moves.empty()) continue;
    const Age age(e.version, e.seq);
    const auto [it, fresh] = oldest.try_emplace(e.document, age);
    if (!fresh) it->second = std::min(it->second, age);
  }
  std::erase_if(entries, [&](const Entry& e) {
    if (!e.moves.empty()) return false;
    const auto it = oldest.find(e.document);
    return it == oldest.end() || Age(e.version, e.seq) < it->second;
  });
}

// What counts at a moment, in the order of becoming known.
State gather(std::vector<Entry> entries, Instant as_of) {
  State state;
  state.as_of = as_of;
  std::erase_if(entries, [&](const Entry& e) { return e.clocks.known_at() > as_of; });
  drop_empty(entries);
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return std::pair(a.clocks.known_at(), a.seq) < std::pair(b.clocks.known_at(), b.seq);
  });
  state.entries = std::move(entries);
  return state;
}

void fold_gathered(State& state, const knowledge::Knowledge& knowledge) {
  find_origins(state, knowledge);
  link_events(state, knowledge);
  relate(state, knowledge);
  // Each of these four fills a list of its own from what is there by now.
  auto others = std::async(std::launch::async, [&] {
    find_contests(state, knowledge);
    take_positions(state, knowledge);
  });
  follow_measures(state, knowledge);
  follow_meetings(state, knowledge);
  others.get();
}

}  // namespace

State fold(std::vector<Entry> entries, Instant as_of, const knowledge::Knowledge& knowledge) {
  State state = gather(std::move(entries), as_of);
  fold_gathered(state, knowledge);
  return state;
}

std::string found(const State& state) {
  return encode_fold(state);
}

State recall(std::vector<Entry> entries, Instant as_of, std::string_view found,
             const knowledge::Knowledge& knowledge) {
  State state = gather(std::move(entries), as_of);
  if (decode_fold(found, state)) return state;
  State again;
  again.as_of = as_of;
  again.entries = std::move(state.entries);
  fold_gathered(again, knowledge);
  return again;
}

}  // namespace demarche::record
