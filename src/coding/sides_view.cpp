#include "sides_view.hpp"

#include <algorithm>

#include <demarche/base/hash.hpp>

#include "analysis.hpp"
#include "roads.hpp"

namespace demarche::coding {
namespace {

constexpr std::size_t kMaxRoads = 3;

struct Sink {
  std::vector<std::uint32_t>& keys;
  void add(std::string_view kind, std::string_view a, std::string_view b = {},
           std::string_view c = {}) const {
    const std::uint64_t h = Fnv1a().field(kind).field(a).field(b).field(c).value();
    keys.push_back(static_cast<std::uint32_t>(h ^ (h >> 32U)));
  }
};

std::string_view best_place(const Option& option) {
  return option.evidence.empty() ? "none" : option.evidence.front().place;
}

std::size_t rank_in(const std::vector<PartyCode>& parties, PartyCode party) {
  return static_cast<std::size_t>(std::find(parties.begin(), parties.end(), party) - parties.begin());
}

struct Viewer {
  const Analysis& field;
  const Discourse& discourse;
  TokenIndex trigger;
  std::vector<Side> sentence;  // parties of the trigger's sentence
  std::vector<PartyCode> principal;
  std::string_view passive;
  std::string_view upos;

  void roads(const Sink& sink, const Option& option, OptionView& view) const {
    std::size_t count = 0;
    std::string_view nearest = "none";
    TokenIndex best = 0xFFFFFFFFU;
    for (const Side& s : sentence) {
      if (s.party != option.party) continue;
      if (++count <= kMaxRoads) sink.add("path", path_to(field.tree, trigger, s.at));
      const TokenIndex d = s.at > trigger ? s.at - trigger : trigger - s.at;
      if (d >= best) continue;
      best = d;
      nearest = distance_bucket(trigger, s.at);
      view.at = s.at;
    }
    sink.add("near", nearest);
    sink.add("count", bucket_of(count));
    for (const Evidence& e : option.evidence) {
      if (e.side.at == kNoToken || e.side.origin == Origin::Named) continue;
      sink.add("path.ref", path_to(field.tree, trigger, e.side.at), name_of(e.side.origin));
      if (view.at == kNoToken) view.at = e.side.at;
      break;
    }
    const TokenIndex strongest = option.evidence.empty() ? kNoToken : option.evidence.front().side.at;
    if (strongest != kNoToken) view.at = strongest;
  }

  void evidence(const Sink& sink, const Option& option) const {
    for (const Evidence& e : option.evidence) sink.add("place", e.place);
    if (option.evidence.empty()) return;
    const Evidence& e = option.evidence.front();
    sink.add("best", e.place);
    sink.add("best.passive", e.place, passive);
    sink.add("best.upos", e.place, upos);
    sink.add("origin", name_of(e.side.origin), e.place);
    sink.add("kind", bucket_of(static_cast<std::size_t>(e.side.kind)), e.place);
    sink.add("kind", bucket_of(static_cast<std::size_t>(e.side.kind)));
    sink.add("role", name_of(e.side.role));
  }

  void document(const Sink& sink, const Option& option, std::size_t index, std::size_t options) const {
    sink.add("order", bucket_of(index), bucket_of(options));
    sink.add("order", bucket_of(index));
    sink.add("rank", bucket_of(rank_in(principal, option.party)));
    sink.add("title", bucket_of(rank_in(discourse.title, option.party) +
                                (discourse.in_title(option.party) ? 0U : 5U)));
    const knowledge::PartyInfo* info = discourse.knowledge->party(option.party);
    sink.add("body", info != nullptr && info->kind == "body" ? "yes" : "no");
  }

  void none(const Sink& sink, std::size_t others) const {
    sink.add("none", "any");
    sink.add("none", "others", bucket_of(others));
    sink.add("none", name_of(field.field));
    sink.add("none", upos, passive);
  }
};

}  // namespace

std::vector<OptionView> view_options(const Analysis& field, const Discourse& discourse, TokenIndex trigger,
                                     const std::vector<Option>& options) {
  const Viewer viewer{field,
                      discourse,
                      trigger,
                      field.mentions.parties_in(field.tree.sentence_of(trigger)),
                      discourse.principal(),
                      is_passive(field.tree, trigger) ? "passive" : "active",
                      language::name_of(field.tree.token(trigger).upos)};
  std::vector<OptionView> out(options.size());
  const auto in_sentence = static_cast<std::size_t>(std::count_if(
      options.begin(), options.end(), [](const Option& o) { return !o.evidence.empty() && !is_implied(o); }));
  for (std::size_t i = 0; i < options.size(); ++i) {
    const Sink sink{out[i].keys};
    if (options[i].party.empty()) {
      viewer.none(sink, in_sentence);
      continue;
    }
    viewer.roads(sink, options[i], out[i]);
    viewer.evidence(sink, options[i]);
    viewer.document(sink, options[i], i, options.size());
  }
  return out;
}

std::vector<std::uint32_t> pair_keys(const Analysis& field, const Discourse& discourse,
                                     const std::vector<Option>& options, std::size_t actor,
                                     std::size_t target) {
  std::vector<std::uint32_t> keys;
  const Sink sink{keys};
  const std::string_view a = best_place(options[actor]);
  const std::string_view t = best_place(options[target]);
  sink.add("pair", a, t);
  if (actor == target)
    sink.add("same", options[target].evidence.size() > 1 ? options[target].evidence[1].place : "alone");
  if (options[target].party.empty()) return keys;
  const std::vector<PartyCode> principal = discourse.principal();
  sink.add("ranks", bucket_of(rank_in(principal, options[actor].party)),
           bucket_of(rank_in(principal, options[target].party)));
  const TokenIndex from =
      options[actor].evidence.empty() ? kNoToken : options[actor].evidence.front().side.at;
  const TokenIndex to = options[target].evidence.front().side.at;
  if (from != kNoToken && to != kNoToken) sink.add("between", path_to(field.tree, from, to));
  return keys;
}

}  // namespace demarche::coding
