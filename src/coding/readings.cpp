#include "readings.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "reader.hpp"
#include "reciprocal.hpp"
#include "surroundings.hpp"

namespace demarche::coding {
namespace {

constexpr float kActFloor = 0.04F;  // acts less probable than this are not followed
constexpr std::size_t kMaxPairs = 4;

// Frames for acts that only the network sees: they expect nothing.
const knowledge::Frame& bare_frame(Act act) {
  static const std::array<knowledge::Frame, kActCount> kFrames = [] {
    std::array<knowledge::Frame, kActCount> out;
    for (std::size_t i = 0; i < kActCount; ++i) {
      out[i].id = "reader network";
      out[i].act = static_cast<Act>(i);
    }
    return out;
  }();
  return kFrames[static_cast<std::size_t>(act)];
}

struct Key {
  Act act;
  PartyCode actor;
  PartyCode target;
  bool operator<(const Key& o) const {
    return std::tie(act, actor, target) < std::tie(o.act, o.actor, o.target);
  }
};

Key key_of(Act act, PartyCode actor, PartyCode target) {
  if (is_mutual(act) && target < actor) std::swap(actor, target);
  return {act, actor, target};
}

struct Gathered {
  Reading reading;
  double not_frames = 1.0;  // probability that no frame tells it
  double network = 0.0;     // expected number of tellings
  double strongest = -1.0;  // of what told it, for the choice of the word
};

// The readings of one sentence, by act and parties.
class Gatherer {
 public:
  Gatherer(const Proposals& proposals, const Analysis& field, std::size_t sentence)
      : proposals_(proposals), field_(field), sentence_(sentence) {}

  void frames(std::size_t index) {
    const Proposal& p = proposals_.all[index];
    at_[{p.candidate.trigger, p.candidate.frame->act}] = index;
    if (p.candidate.actors.empty()) return;
    std::size_t pairs = 0;
    for (const Filled& actor : p.candidate.actors) {
      if (p.candidate.targets.empty() && pairs++ < kMaxPairs)
        add(index, p.candidate, actor, nullptr, p.confidence, 0.0);
      for (const Filled& target : p.candidate.targets) {
        if (pairs++ < kMaxPairs) add(index, p.candidate, actor, &target, p.confidence, 0.0);
      }
    }
  }

  void network(const ReaderModel& model, const Surroundings& surroundings) {
    const SentenceReading reading(model, field_, proposals_.discourse, sentence_,
                                  around(surroundings, field_, sentence_, model));
    for (const ToldAct& told : reading.acts(kActFloor)) {
      const auto known = at_.find({told.trigger, told.act});
      const std::size_t index = known != at_.end() ? known->second : Reading::kNoProposal;
      Candidate bare;
      bare.frame = &bare_frame(told.act);
      bare.trigger = told.trigger;
      const Candidate& candidate = index != Reading::kNoProposal ? proposals_.all[index].candidate : bare;
      const std::vector<Option> options = options_for(field_, proposals_.discourse, told.trigger);
      for (const ToldPair& pair : reading.pairs(told, options)) {
        const Filled actor = filled(options[pair.actor]);
        const bool none = options[pair.target].party.empty();
        const Filled target = none ? Filled() : filled(options[pair.target]);
        add(index, candidate, actor, none ? nullptr : &target, 0.0,
            static_cast<double>(told.probability * pair.probability));
      }
    }
  }

  void finish(std::vector<Reading>& out) {
    std::vector<Reading> mine;
    for (auto& [key, g] : gathered_) {
      g.reading.frames = 1.0 - g.not_frames;
      g.reading.network = std::min(1.0, g.network);
      mine.push_back(std::move(g.reading));
    }
    // By key already: a stable sort by word keeps the order of acts and parties.
    std::stable_sort(mine.begin(), mine.end(), [](const Reading& a, const Reading& b) {
      return a.candidate.trigger < b.candidate.trigger;
    });
    tell_each_way(field_, sentence_, mine);
    for (Reading& r : mine) {
      r.modality = rule_modality(field_.tree, proposals_.discourse.knowledge->frames(), *r.candidate.frame,
                                 r.candidate.trigger);
      out.push_back(std::move(r));
    }
  }

 private:
  static Filled filled(const Option& option) {
    return {option.evidence.front().side, option.evidence.front().place};
  }

  void add(std::size_t index, const Candidate& candidate, const Filled& actor, const Filled* target,
           double frames, double network) {
    const PartyCode other = target != nullptr ? target->side.party : PartyCode();
    Gathered& g = gathered_[key_of(candidate.frame->act, actor.side.party, other)];
    g.not_frames *= 1.0 - frames;
    g.network += network;
    if (frames + network <= g.strongest) return;
    g.strongest = frames + network;
    g.reading.field = &field_;
    g.reading.sentence = sentence_;
    g.reading.proposal = index;
    g.reading.candidate.frame = candidate.frame;
    g.reading.candidate.trigger = candidate.trigger;
    g.reading.candidate.support = candidate.support;
    g.reading.candidate.met_needs = candidate.met_needs;
    g.reading.candidate.actors = {actor};
    g.reading.candidate.targets = target != nullptr ? std::vector<Filled>{*target} : std::vector<Filled>();
  }

  const Proposals& proposals_;
  const Analysis& field_;
  std::size_t sentence_;
  std::map<std::pair<TokenIndex, Act>, std::size_t> at_;
  std::map<Key, Gathered> gathered_;
};

// A sentence that names nobody and whose speaker is nobody holds no move that could be given an actor.
bool worth_reading(const Analysis& field, std::size_t sentence) {
  const language::Sentence& s = field.text.sentences[sentence];
  if (s.first == s.last || !field.passes(sentence)) return false;
  if (!field.mentions.parties_in(sentence).empty()) return true;
  for (TokenIndex i = s.first; i < s.last; ++i) {
    if (field.text.tokens[i].upos == Upos::Pron && field.mentions.antecedent(i)) return true;
  }
  return field.speakers.speaking_side(s.first).has_value();
}

}  // namespace

std::vector<Reading> read_document(const Proposals& proposals, const ReaderModel& reader) {
  std::vector<Reading> out;
  std::vector<const Analysis*> fields;
  for (const auto& field : proposals.fields) fields.push_back(field.get());
  const Surroundings surroundings = surroundings_of(fields, reader);
  std::size_t next = 0;
  for (const auto& field : proposals.fields) {
    for (std::size_t s = 0; s < field->text.sentences.size(); ++s) {
      Gatherer gatherer(proposals, *field, s);
      for (; next < proposals.all.size() && proposals.all[next].field == field.get() &&
             field->tree.sentence_of(proposals.all[next].candidate.trigger) == s;
           ++next) {
        gatherer.frames(next);
      }
      if (worth_reading(*field, s)) gatherer.network(reader, surroundings);
      gatherer.finish(out);
    }
  }
  return out;
}

namespace {

// Two readings of one word exclude each other where they tell different acts, the same act of the same party
// once with a target and once without, or the same act once each way.
bool exclude(const Reading& a, const Reading& b) {
  if (a.field != b.field || a.candidate.trigger != b.candidate.trigger) return false;
  if (a.candidate.frame->act != b.candidate.frame->act) return true;
  const std::vector<Filled>& one = a.candidate.targets;
  const std::vector<Filled>& other = b.candidate.targets;
  if (one.empty() || other.empty()) return one.empty() != other.empty();
  if (a.each_way && b.each_way) return false;
  return one.front().side.party == b.candidate.actors.front().side.party &&
         other.front().side.party == a.candidate.actors.front().side.party;
}

}  // namespace

void believe(std::vector<Reading>& readings, const Blend& blend, double threshold) {
  for (Reading& r : readings) {
    r.confidence = blend.confidence(r.proposal != Reading::kNoProposal, r.frames, r.network);
    r.kept = r.confidence >= threshold;
  }
  for (Reading& r : readings) {
    // Readings of one sentence stand together; the more credible wins, the earlier among equals.
    for (Reading* o = &r;
         r.kept && o != readings.data() && o[-1].field == r.field && o[-1].sentence == r.sentence; --o) {
      Reading& before = o[-1];
      if (!before.kept || !exclude(before, r)) continue;
      (r.confidence > before.confidence ? before : r).kept = false;
    }
  }
}

}  // namespace demarche::coding
