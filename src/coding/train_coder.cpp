// Training of the coder.
//
// Every annotated document is analysed and proposals are made as in coding. Two things are learned, one on
// top of the other: which parties are actor and target of a proposal on an annotated trigger (arguments.hpp),
// and which proposals are moves (features.cpp). A proposal is a good example when an annotated move of its
// sentence has its act and the parties chosen for it; where several tell one move, those on the annotated
// trigger are preferred.
//
// Documents are dealt into ten folds. The parties of a fold are chosen by models that never saw it, so that
// belief learns from choices as fallible as they will be; belief is cross-validated over the same folds,
// which gives the figures, the calibration (how often a move of that score is right in act, actor and target)
// and the threshold with the best F1. The shipped tables are then trained on everything. The gate (gate.hpp)
// is learned beside them, from all annotated sentences.
#include <demarche/coding/train_coder.hpp>

#include <algorithm>
#include <array>
#include <numeric>

#include <fmt/format.h>

#include "proposal.hpp"
#include "reliability.hpp"
#include "train_gate.hpp"

namespace demarche::coding {
namespace {

constexpr std::size_t kFolds = 10;

// Found by cross-validation on the annotated sentences; small steps matter more than many.
constexpr LinearModel::Training kBeliefTraining{10, 0.01, 1e-3, 0.03, 3};
constexpr LinearModel::Training kSideTraining{10, 0.02, 1e-3, 0.01, 2};

struct Pair {
  PartyCode actor;
  PartyCode target;
};

struct GoldAt {
  std::size_t sentence = 0;  // into GoldDocument::sentences
  const GoldMove* move = nullptr;
  Span trigger;  // code points in the field; empty when the words were not found
};

struct Sample {
  const GoldDocument* gold = nullptr;
  std::unique_ptr<Proposals> proposals;
  std::vector<GoldAt> moves;
  std::vector<std::size_t> sentence_of;  // of each proposal; npos outside the annotated part
  std::vector<std::vector<const GoldMove*>>
      told;  // annotated moves with the act and on the trigger of each proposal
  std::vector<bool> good;
};

constexpr std::size_t kOutside = static_cast<std::size_t>(-1);

std::vector<Pair> pairs_of(const Candidate& c) {
  std::vector<Pair> out;
  for (const Filled& a : c.actors) {
    if (c.targets.empty()) out.push_back({a.side.party, {}});
    for (const Filled& t : c.targets) out.push_back({a.side.party, t.side.party});
  }
  return out;
}

bool same_who(Act act, const Pair& p, const GoldMove& g) {
  if (p.actor == g.actor && p.target == g.target) return true;
  return is_mutual(act) && p.actor == g.target && p.target == g.actor;
}

Span trigger_span(const GoldSentence& s, const GoldMove& m) {
  const std::size_t at = m.trigger.empty() ? std::string::npos : s.text.find(m.trigger);
  if (at == std::string::npos) return {};
  const auto before = static_cast<std::uint32_t>(utf8::count(std::string_view(s.text).substr(0, at)));
  const std::uint32_t start = s.span.start + before;
  return {start, start + static_cast<std::uint32_t>(utf8::count(m.trigger))};
}

Span span_of(const Proposal& p) {
  const language::Token& t = p.field->text.tokens[p.candidate.trigger];
  return {p.field->offsets.code_points(t.begin), p.field->offsets.code_points(t.end)};
}

void place_proposals(Sample& sample) {
  sample.sentence_of.assign(sample.proposals->all.size(), kOutside);
  for (std::size_t i = 0; i < sample.proposals->all.size(); ++i) {
    const Proposal& p = sample.proposals->all[i];
    const Span span = span_of(p);
    for (std::size_t s = 0; s < sample.gold->sentences.size(); ++s) {
      const GoldSentence& g = sample.gold->sentences[s];
      if (g.field == p.field->field && span.start < g.span.end && span.end > g.span.start)
        sample.sentence_of[i] = s;
    }
  }
}

void label(Sample& sample) {
  const std::vector<Proposal>& all = sample.proposals->all;
  sample.good.assign(all.size(), false);
  for (const GoldAt& g : sample.moves) {
    std::vector<std::size_t> fitting;
    std::vector<std::size_t> on_trigger;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (sample.sentence_of[i] != g.sentence || all[i].candidate.frame->act != g.move->act) continue;
      const std::vector<Pair> pairs = pairs_of(all[i].candidate);
      const bool fits = std::any_of(pairs.begin(), pairs.end(),
                                    [&](const Pair& p) { return same_who(g.move->act, p, *g.move); });
      if (!fits) continue;
      fitting.push_back(i);
      const Span span = span_of(all[i]);
      if (span.start < g.trigger.end && span.end > g.trigger.start) on_trigger.push_back(i);
    }
    for (const std::size_t i : on_trigger.empty() ? fitting : on_trigger) sample.good[i] = true;
  }
  // An annotated trigger is a move even where its parties were chosen wrongly.
  for (std::size_t i = 0; i < all.size(); ++i) sample.good[i] = sample.good[i] || !sample.told[i].empty();
}

struct Counts {
  std::size_t right = 0;
  std::size_t coded = 0;
  std::size_t gold = 0;
  [[nodiscard]] double precision() const {
    return coded == 0 ? 0.0 : static_cast<double>(right) / static_cast<double>(coded);
  }
  [[nodiscard]] double recall() const {
    return gold == 0 ? 0.0 : static_cast<double>(right) / static_cast<double>(gold);
  }
  [[nodiscard]] double f1() const {
    return coded + gold == 0 ? 0.0 : 2.0 * static_cast<double>(right) / static_cast<double>(coded + gold);
  }
};

// A move that would be printed for a proposal, and whether an annotated move is `who` like it.
struct Told {
  const Proposal* proposal = nullptr;
  bool right = false;
};

// `who` of the scorer: kept proposals against annotated moves, one to one within a sentence, the most
// credible first.
std::vector<Told> match_who(const Sample& sample) {
  std::vector<Told> out;
  std::vector<bool> used(sample.moves.size(), false);
  std::vector<std::size_t> order(sample.proposals->all.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return sample.proposals->all[a].score > sample.proposals->all[b].score;
  });
  for (const std::size_t i : order) {
    const Proposal& p = sample.proposals->all[i];
    if (!p.kept || sample.sentence_of[i] == kOutside) continue;
    for (const Pair& pair : pairs_of(p.candidate)) {
      std::size_t g = 0;
      while (g < sample.moves.size() && (used[g] || sample.moves[g].sentence != sample.sentence_of[i] ||
                                         sample.moves[g].move->act != p.candidate.frame->act ||
                                         !same_who(sample.moves[g].move->act, pair, *sample.moves[g].move))) {
        ++g;
      }
      out.push_back({&p, g < sample.moves.size()});
      if (out.back().right) used[g] = true;
    }
  }
  return out;
}

void count_who(const Sample& sample, Counts& counts) {
  counts.gold += sample.moves.size();
  for (const Told& told : match_who(sample)) {
    ++counts.coded;
    counts.right += told.right ? 1U : 0U;
  }
}

void link_triggers(Sample& sample) {
  const std::vector<Proposal>& all = sample.proposals->all;
  sample.told.assign(all.size(), {});
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Span span = span_of(all[i]);
    for (const GoldAt& g : sample.moves) {
      const bool same = sample.sentence_of[i] == g.sentence && all[i].candidate.frame->act == g.move->act;
      if (same && span.start < g.trigger.end && span.end > g.trigger.start) sample.told[i].push_back(g.move);
    }
  }
}

Sample make_sample(const GoldDocument& gold, const knowledge::Knowledge& knowledge,
                   const language::Chain& chain, const WordTable& words,
                   language::Chain::Workspace& scratch) {
  Sample sample;
  sample.gold = &gold;
  sample.proposals = propose(gold.document, knowledge, chain, words, nullptr, scratch);
  for (const GoldMove& m : gold.moves) {
    for (std::size_t s = 0; s < gold.sentences.size(); ++s) {
      if (gold.sentences[s].id == m.sentence)
        sample.moves.push_back({s, &m, trigger_span(gold.sentences[s], m)});
    }
  }
  place_proposals(sample);
  link_triggers(sample);
  return sample;
}

// What the annotation says about the sides of one proposal, as choices among its options.
struct SideChoices {
  std::vector<LinearModel::Choice> actor;
  std::vector<LinearModel::Choice> target;
};

void add_choices(const Proposal& p, const Discourse& discourse, const std::vector<const GoldMove*>& told,
                 SideChoices& out) {
  if (told.empty() || p.options.size() < 2) return;
  const auto is_actor = [&](PartyCode party) {
    return std::any_of(told.begin(), told.end(), [&](const GoldMove* g) { return g->actor == party; });
  };
  LinearModel::Choice actor;
  std::size_t right = p.options.size();
  for (std::size_t i = 0; i + 1 < p.options.size(); ++i) {
    actor.options.emplace_back();
    actor_features(*p.field, discourse, p.candidate, p.options, i, actor.options.back());
    actor.right.push_back(is_actor(p.options[i].party));
    if (actor.right.back() && right == p.options.size()) right = i;
  }
  if (right == p.options.size()) return;
  out.actor.push_back(std::move(actor));
  LinearModel::Choice target;
  for (std::size_t i = 0; i < p.options.size(); ++i) {
    target.options.emplace_back();
    target_features(*p.field, discourse, p.candidate, p.options, right, i, target.options.back());
    target.right.push_back(std::any_of(told.begin(), told.end(), [&](const GoldMove* g) {
      return g->actor == p.options[right].party && g->target == p.options[i].party;
    }));
  }
  if (std::find(target.right.begin(), target.right.end(), true) != target.right.end())
    out.target.push_back(std::move(target));
}

struct SideModels {
  LinearModel actor;
  LinearModel target;
};

SideModels train_sides(const std::vector<Sample>& samples, std::size_t without_fold) {
  SideChoices choices;
  for (std::size_t d = 0; d < samples.size(); ++d) {
    if (d % kFolds == without_fold) continue;
    for (std::size_t i = 0; i < samples[d].told.size(); ++i) {
      add_choices(samples[d].proposals->all[i], samples[d].proposals->discourse, samples[d].told[i], choices);
    }
  }
  const LinearModel::Training settings = kSideTraining;
  return {LinearModel::train_choice(choices.actor, settings),
          LinearModel::train_choice(choices.target, settings)};
}

std::vector<LinearModel::Example> examples_of(const std::vector<Sample>& samples, std::size_t without_fold) {
  std::vector<LinearModel::Example> out;
  for (std::size_t d = 0; d < samples.size(); ++d) {
    if (d % kFolds == without_fold) continue;
    for (std::size_t i = 0; i < samples[d].good.size(); ++i) {
      if (samples[d].sentence_of[i] == kOutside || samples[d].proposals->all[i].candidate.actors.empty())
        continue;
      out.push_back({samples[d].proposals->all[i].features, samples[d].good[i]});
    }
  }
  return out;
}

void score_all(Sample& sample, const LinearModel& model) {
  for (Proposal& p : sample.proposals->all) p.score = model.score(p.features);
}

Counts counts_at(std::vector<Sample>& samples, const Calibration& calibration, double threshold) {
  Counts counts;
  for (Sample& sample : samples) {
    for (Proposal& p : sample.proposals->all) p.confidence = calibration.confidence(p.score);
    select(*sample.proposals, threshold);
    count_who(sample, counts);
  }
  return counts;
}

// A move told on a document by models that never saw it.
struct HeldOut {
  std::size_t document = 0;
  std::int32_t score = 0;
  bool right = false;
};

// The best reading of every trigger, however little it is believed.
std::vector<HeldOut> judge_all(std::vector<Sample>& samples) {
  std::vector<HeldOut> out;
  for (std::size_t d = 0; d < samples.size(); ++d) {
    for (Proposal& p : samples[d].proposals->all) p.confidence = 1.0;
    select(*samples[d].proposals, 0.0);
    for (const Told& told : match_who(samples[d])) out.push_back({d, told.proposal->score, told.right});
  }
  return out;
}

Calibration calibrated(const std::vector<HeldOut>& held_out, std::size_t without_fold) {
  std::vector<std::pair<std::int32_t, bool>> pairs;
  for (const HeldOut& h : held_out) {
    if (h.document % kFolds != without_fold) pairs.emplace_back(h.score, h.right);
  }
  return Calibration::fit(pairs);
}

// The threshold with the best F1; what was found at each, for a person.
std::string set_threshold(std::vector<Sample>& samples, Calibration& calibration) {
  std::string text;
  double best_f1 = -1.0;
  for (int t = 15; t <= 80; t += 5) {
    const Counts c = counts_at(samples, calibration, t / 100.0);
    text += fmt::format("cross-validated at {:.2f}: P {:.3f}  R {:.3f}  F1 {:.3f}\n", t / 100.0,
                        c.precision(), c.recall(), c.f1());
    if (c.f1() <= best_f1) continue;
    best_f1 = c.f1();
    calibration.threshold = t * 10;
  }
  return text + fmt::format("threshold {:.2f}, who F1 {:.3f} (cross-validated by document, {} folds)\n",
                            calibration.threshold / 1000.0, best_f1, kFolds);
}

// Each fold is judged by a calibration that was fitted on the others.
std::string describe_confidence(const std::vector<Sample>& samples, const std::vector<HeldOut>& held_out,
                                double threshold, const std::vector<CoderTrainingSet>& sets) {
  std::array<Calibration, kFolds> calibration;
  for (std::size_t fold = 0; fold < kFolds; ++fold) calibration[fold] = calibrated(held_out, fold);
  const auto describe = [&](std::string_view title, std::size_t first, std::size_t last) {
    std::vector<Judgement> judged;
    for (const HeldOut& h : held_out) {
      if (h.document >= first && h.document < last)
        judged.push_back({calibration[h.document % kFolds].confidence(h.score), h.right});
    }
    std::size_t gold = 0;
    for (std::size_t d = first; d < last; ++d) gold += samples[d].moves.size();
    return describe_reliability(title, judged, threshold, gold);
  };
  std::string out = describe("all documents", 0, samples.size());
  std::size_t first = 0;
  for (const CoderTrainingSet& set : sets) {
    const std::size_t last = std::min(first + set.documents, samples.size());
    if (sets.size() > 1) out += describe(set.name, first, last);
    first = last;
  }
  return out;
}

// How far the stages before belief come: annotated moves with a proposal of their act, and with the right
// parties.
std::string describe_reach(const std::vector<Sample>& samples) {
  std::size_t gold = 0, act = 0, on_trigger = 0, who = 0;
  for (const Sample& s : samples) {
    for (const GoldAt& g : s.moves) {
      ++gold;
      bool right_act = false, right_trigger = false, right_who = false;
      for (std::size_t i = 0; i < s.proposals->all.size(); ++i) {
        const Candidate& c = s.proposals->all[i].candidate;
        if (s.sentence_of[i] != g.sentence || c.frame->act != g.move->act) continue;
        right_act = true;
        right_trigger =
            right_trigger || std::find(s.told[i].begin(), s.told[i].end(), g.move) != s.told[i].end();
        for (const Pair& p : pairs_of(c)) right_who = right_who || same_who(g.move->act, p, *g.move);
      }
      act += right_act ? 1U : 0U;
      on_trigger += right_trigger ? 1U : 0U;
      who += right_who ? 1U : 0U;
    }
  }
  const auto share = [&](std::size_t n) {
    return gold == 0 ? 0.0 : static_cast<double>(n) / static_cast<double>(gold);
  };
  return fmt::format(
      "annotated moves {}: act proposed {:.3f}, on the trigger {:.3f}, with the right parties {:.3f}\n", gold,
      share(act), share(on_trigger), share(who));
}

// How well the sides are chosen, over the annotated triggers that were proposed.
std::string describe_sides(const std::vector<Sample>& samples) {
  std::size_t all = 0, actor_there = 0, actor_right = 0, target_there = 0, target_right = 0, both = 0;
  for (const Sample& s : samples) {
    for (std::size_t i = 0; i < s.told.size(); ++i) {
      for (const GoldMove* g : s.told[i]) {
        const Proposal& p = s.proposals->all[i];
        const auto offers = [&](PartyCode party) {
          return std::any_of(p.options.begin(), p.options.end(),
                             [&](const Option& o) { return o.party == party; });
        };
        const auto has = [](const std::vector<Filled>& f, PartyCode party) {
          return party.empty() ? f.empty() : std::any_of(f.begin(), f.end(), [&](const Filled& x) {
            return x.side.party == party;
          });
        };
        const bool swapped =
            is_mutual(g->act) && has(p.candidate.actors, g->target) && has(p.candidate.targets, g->actor);
        ++all;
        actor_there += offers(g->actor) ? 1U : 0U;
        target_there += offers(g->target) ? 1U : 0U;
        const bool a = has(p.candidate.actors, g->actor) || swapped;
        const bool t = has(p.candidate.targets, g->target) || swapped;
        actor_right += a ? 1U : 0U;
        target_right += t ? 1U : 0U;
        both += a && t ? 1U : 0U;
      }
    }
  }
  const auto share = [&](std::size_t n) {
    return all == 0 ? 0.0 : static_cast<double>(n) / static_cast<double>(all);
  };
  return fmt::format(
      "on {} annotated triggers: actor offered {:.3f}, chosen {:.3f}; target offered {:.3f}, chosen {:.3f}; "
      "both {:.3f}\n",
      all, share(actor_there), share(actor_right), share(target_there), share(target_right), share(both));
}

Gate gate_of(const std::vector<Sample>& samples, std::string& report) {
  std::vector<GateExample> examples;
  for (std::size_t d = 0; d < samples.size(); ++d)
    add_gate_examples(*samples[d].gold, *samples[d].proposals, d, examples);
  GateTraining trained = train_gate(examples, kFolds);
  report += trained.text;
  return std::move(trained.gate);
}

}  // namespace

Result<CoderTrainingReport> train_coder(const std::vector<GoldDocument>& documents,
                                        const std::vector<CoderTrainingSet>& sets,
                                        const knowledge::Knowledge& knowledge, const language::Chain& chain,
                                        std::string words_text,
                                        const std::function<void(std::string_view)>& progress) {
  if (documents.size() < kFolds) {
    return fail(
        ErrorKind::Usage, "",
        fmt::format("training needs at least {} annotated documents, got {}", kFolds, documents.size()));
  }
  Result<WordTable> words = WordTable::parse(std::move(words_text));
  if (!words) return tl::unexpected(words.error());
  const auto scratch = chain.workspace();
  std::vector<Sample> samples;
  samples.reserve(documents.size());
  for (const GoldDocument& d : documents)
    samples.push_back(make_sample(d, knowledge, chain, *words, *scratch));
  CoderTrainingReport report;
  for (std::size_t fold = 0; fold < kFolds; ++fold) {
    const SideModels sides = train_sides(samples, fold);
    for (std::size_t d = fold; d < samples.size(); d += kFolds) {
      choose_parties(*samples[d].proposals, sides.actor, sides.target);
      label(samples[d]);
    }
  }
  report.text = describe_reach(samples) + describe_sides(samples);
  progress(report.text);

  const LinearModel::Training settings = kBeliefTraining;
  for (std::size_t fold = 0; fold < kFolds; ++fold) {
    const LinearModel belief = LinearModel::train_logistic(examples_of(samples, fold), settings);
    for (std::size_t d = fold; d < samples.size(); d += kFolds) score_all(samples[d], belief);
  }
  const std::vector<HeldOut> held_out = judge_all(samples);
  CoderModel model;
  model.calibration = calibrated(held_out, kFolds);
  report.text += set_threshold(samples, model.calibration);
  report.text += describe_confidence(samples, held_out, model.calibration.threshold / 1000.0, sets);
  model.belief = LinearModel::train_logistic(examples_of(samples, kFolds), settings);
  SideModels sides = train_sides(samples, kFolds);
  model.actor = std::move(sides.actor);
  model.target = std::move(sides.target);
  model.words = std::move(*words);
  model.gate = gate_of(samples, report.text);
  report.model_bytes = model.serialise();
  return report;
}

}  // namespace demarche::coding
