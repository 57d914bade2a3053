#include "act_examples.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>

#include <fmt/format.h>
#include <demarche/base/hash.hpp>

#include "act_features.hpp"
#include "act_model.hpp"

namespace demarche::coding {
namespace {

// Letters that tell two sentences apart; copies that differ behind them stay in one fold.
constexpr std::size_t kFoldLetters = 32;

std::size_t fold_of(std::string_view sentence) {
  std::string letters;
  for (const char c : sentence) {
    if (letters.size() == kFoldLetters) break;
    const bool upper = c >= 'A' && c <= 'Z';
    if (upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
      letters.push_back(upper ? static_cast<char>(c - 'A' + 'a') : c);
  }
  return Fnv1a().add(letters).value() % kActFolds;
}

LabelSet bit(std::size_t i) {
  return LabelSet{1} << i;
}

LabelSet roots_named(const knowledge::Knowledge& knowledge, std::string_view name) {
  LabelSet out = 0;
  const auto table = knowledge.plover_roots();
  for (std::size_t r = 0; r < table.size(); ++r) {
    const auto& also = table[r].also;
    if (!name.empty() && (table[r].name == name || std::find(also.begin(), also.end(), name) != also.end()))
      out |= bit(r);
  }
  return out;
}

// The root of a code of two to four digits; none for anything else.
LabelSet cameo_bit(std::string_view code) {
  const bool digits = std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!digits || code.size() < 2 || code.size() > 4) return 0;
  const auto root = static_cast<std::size_t>(10 * (code[0] - '0') + code[1] - '0');
  return root >= 1 && root <= kCameoRoots ? bit(root - 1) : 0;
}

LabelSet cameo_of_roots(const knowledge::Knowledge& knowledge, LabelSet roots) {
  LabelSet out = 0;
  const auto table = knowledge.plover_roots();
  for (std::size_t r = 0; r < table.size(); ++r) {
    if ((roots & bit(r)) == 0) continue;
    for (const std::string& code : table[r].cameo) out |= cameo_bit(code);
  }
  return out;
}

LabelSet roots_of_cameo(const knowledge::Knowledge& knowledge, LabelSet cameo) {
  LabelSet out = 0;
  for (std::size_t r = 0; r < knowledge.plover_roots().size(); ++r) {
    if ((cameo_of_roots(knowledge, bit(r)) & cameo) != 0) out |= bit(r);
  }
  return out;
}

LabelSet acts_of_roots(const knowledge::Knowledge& knowledge, LabelSet roots) {
  LabelSet out = 0;
  for (std::size_t a = 0; a < kActCount; ++a) {
    if ((roots_named(knowledge, knowledge.codes(static_cast<Act>(a)).plover) & roots) != 0) out |= bit(a);
  }
  return out;
}

// A full code says its root. A bare root only repeats the PLOVER label, whose other CAMEO roots it may as
// well be. A label that nobody knows is a slip, and not the same as none.
Result<void> label(const ActQuestion& q, const knowledge::Knowledge& knowledge, LabelledQuestion& out) {
  out.roots = roots_named(knowledge, q.plover);
  out.names_root = out.roots != 0;
  if (!q.plover.empty() && !out.names_root) {
    return fail(ErrorKind::Malformed, "",
                fmt::format("unknown \"plover\" root \"{}\"; data/plover_roots.tsv lists them", q.plover));
  }
  for (std::size_t at = 0; at < q.cameo.size();) {
    const std::size_t end = std::min(q.cameo.find('|', at), q.cameo.size());
    const LabelSet root = cameo_bit(std::string_view(q.cameo).substr(at, end - at));
    if (root == 0) return fail(ErrorKind::Malformed, "", fmt::format("\"{}\" is no \"cameo\" code", q.cameo));
    out.cameo |= root;
    out.exact_cameo = out.exact_cameo || end - at > 2;
    at = end + 1;
  }
  if (!out.exact_cameo) out.cameo |= cameo_of_roots(knowledge, out.roots);
  if (out.roots == 0) out.roots = roots_of_cameo(knowledge, out.cameo);
  out.acts = acts_of_roots(knowledge, out.roots);
  return {};
}

// The words by which the sentence names a party, nearest to the trigger.
std::string nearest_name(const ActScene& scene, PartyCode party, std::size_t trigger) {
  std::size_t nearest = std::numeric_limits<std::size_t>::max();
  std::string out;
  for (const Mention& m : scene.mentions.all()) {
    if (party.empty() || m.party != party) continue;
    const std::size_t begin = scene.tree.token(m.first).begin;
    const std::size_t distance = begin > trigger ? begin - trigger : trigger - begin;
    if (distance >= nearest) continue;
    nearest = distance;
    out = scene.text.source.substr(begin, scene.tree.token(m.last - 1).end - begin);
  }
  return out;
}

}  // namespace

Result<std::vector<LabelledQuestion>> label_questions(const std::vector<ActQuestion>& questions,
                                                      const ActGround& ground,
                                                      language::Chain::Workspace& scratch) {
  std::vector<LabelledQuestion> out;
  for (const ActQuestion& q : questions) {
    LabelledQuestion l;
    if (const auto done = label(q, *ground.knowledge, l); !done) {
      return fail(done.error().kind,
                  fmt::format("question {}", q.id.value_or(fmt::format("#{}", out.size() + 1))),
                  done.error().what);
    }
    act_features(ActScene(q, ground, scratch), l.told, nullptr);
    ActQuestion alone;
    alone.sentence = q.sentence;
    act_features(ActScene(alone, ground, scratch), l.raw, nullptr);
    l.fold = fold_of(q.sentence);
    out.push_back(std::move(l));
  }
  return out;
}

std::vector<LabelledMove> label_moves(const std::vector<GoldDocument>& documents, const ActGround& ground,
                                      language::Chain::Workspace& scratch) {
  const knowledge::Knowledge& knowledge = *ground.knowledge;
  std::vector<LabelledMove> out;
  for (const GoldDocument& document : documents) {
    std::map<std::tuple<std::string, std::string_view, std::string_view>, std::vector<const GoldMove*>> pairs;
    for (const GoldMove& m : document.moves)
      pairs[{m.sentence, m.actor.view(), m.target.view()}].push_back(&m);
    for (const auto& [key, moves] : pairs) {
      const auto& sentences = document.sentences;
      const std::string& id = std::get<0>(key);
      const auto sentence = std::find_if(sentences.begin(), sentences.end(),
                                         [&id](const GoldSentence& s) { return s.id == id; });
      if (sentence == sentences.end()) continue;
      ActQuestion q;
      q.sentence = sentence->text;
      const std::size_t trigger = std::min(q.sentence.find(moves.front()->trigger), q.sentence.size());
      const ActScene scene(q, ground, scratch);
      ActQuestion told = q;
      told.source = nearest_name(scene, moves.front()->actor, trigger);
      told.target = nearest_name(scene, moves.front()->target, trigger);
      LabelledMove l;
      act_features(ActScene(told, ground, scratch), l.features, nullptr);
      for (const GoldMove* m : moves) {
        l.acts |= bit(static_cast<std::size_t>(m->act));
        l.roots |= roots_named(knowledge, knowledge.codes(m->act).plover);
        l.cameo |= cameo_bit(knowledge.codes(m->act).cameo);
      }
      out.push_back(std::move(l));
    }
  }
  return out;
}

}  // namespace demarche::coding
