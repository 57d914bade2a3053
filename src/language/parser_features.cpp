#include "parser_features.hpp"

#include <algorithm>

namespace demarche::language {
namespace {

constexpr std::uint64_t kNoTag = 0xFFFF;

// 1, 2, 3, 4, then coarser.
std::uint64_t distance_class(std::uint32_t a, std::uint32_t b) {
  const std::uint32_t d = a < b ? b - a : a - b;
  if (d <= 4) return d;
  if (d <= 6) return 5;
  if (d <= 10) return 6;
  return d <= 20 ? 7 : 8;
}

std::uint64_t few(std::uint8_t count) {
  return std::min<std::uint64_t>(count, 4);
}

// A word of the state with everything known about it.
struct View {
  const Atoms& a;
  const PartialNode& n;
  std::uint64_t w = a.word;
  std::uint64_t t = a.tag;
  std::uint64_t c = a.cluster;
  std::uint64_t u = a.upos;
};

struct Scene {
  const ParserState& state;
  const SentenceAtoms& atoms;
  [[nodiscard]] View at(std::uint32_t i) const { return {atoms[i], state.node(i)}; }
};

// Punctuation, verbs and conjunctions from a to before b, each none, one or more.
std::uint64_t between(const View& a, const View& b) {
  const auto from_to = [](std::uint32_t x, std::uint32_t y) {
    return std::min<std::uint64_t>(y > x ? y - x : 0, 2);
  };
  return from_to(a.a.points, b.a.points) * 9 + from_to(a.a.verbs, b.a.verbs) * 3 +
         from_to(a.a.joins, b.a.joins);
}

// The words in question: three of the stack, four of the buffer, and two beside them.
struct Focus {
  View s0, s1, s2, b0, b1, b2, b3;
  View after_s0, before_b0;
};

Focus focus_of(const Scene& scene) {
  const ParserState& state = scene.state;
  const std::uint32_t s0 = state.stack(0), b0 = state.buffer(0), none = state.none();
  return {scene.at(s0),
          scene.at(state.stack(1)),
          scene.at(state.stack(2)),
          scene.at(b0),
          scene.at(state.buffer(1)),
          scene.at(state.buffer(2)),
          scene.at(state.buffer(3)),
          scene.at(s0 == none ? none : s0 + 1),
          scene.at(b0 == 0 ? none : b0 - 1)};
}

void add_single_words(FeatureList& f, const Focus& v) {
  f.add(v.s0.w, v.s0.t);
  f.add(v.s1.w, v.s1.t);
  f.add(v.b0.w, v.b0.t);
  f.add(v.b1.w, v.b1.t);
  f.add(v.s0.t);
  f.add(v.b0.t);
  f.add(v.b1.t);
  f.add(v.b2.t);
  f.add(v.b0.u);
  f.add(v.s0.c);
  f.add(v.b0.c);
  f.add(v.b1.c);
}

void add_pairs(FeatureList& f, const Focus& v) {
  for (const bool lower : {false, true}) {
    const View& x = lower ? v.s1 : v.s0;
    const View& y = lower ? v.s0 : v.b0;
    f.add(x.w, y.w);
    f.add(x.w, y.t);
    f.add(x.t, y.w, y.t);
    f.add(x.t, y.w);
    f.add(x.t, y.t);
    f.add(x.c, y.c);
    f.add(x.c, y.t);
    f.add(x.t, y.c);
  }
  f.add(v.s1.w, v.b0.w);
  f.add(v.s1.t, v.b0.t);
  f.add(v.s1.u, v.b0.u);
  f.add(v.b0.u, v.b1.u);
  f.add(v.b0.t, v.b1.t);
  f.add(v.s0.t, v.b1.t);
  f.add(v.s0.w, v.b1.w);
  f.add(v.s2.w, v.s0.w);
}

void add_context(FeatureList& f, const Focus& v) {
  f.add(v.s0.t, v.b0.t, v.b1.w);
  f.add(v.s0.t, v.b0.t, v.b1.t);
  f.add(v.s1.t, v.s0.t, v.b0.t);
  f.add(v.s1.t, v.s0.w, v.b0.t);
  f.add(v.s1.t, v.s0.t, v.b0.w);
  f.add(v.s0.c, v.b0.c, v.b1.u);
  f.add(v.s2.u, v.s1.u, v.s0.u, v.b0.u);
  f.add(v.b0.t, v.b1.t, v.b2.t);
  f.add(v.b0.t, v.b2.t, v.b3.t);
  f.add(v.s0.t, v.b0.t, v.b1.t, v.b2.t);
  f.add(v.s1.u, v.s0.u, v.b0.u, v.b1.u);
  f.add(v.after_s0.t, v.s0.t, v.b0.t);
  f.add(v.before_b0.t, v.s0.t, v.b0.t);
}

void add_dependents(FeatureList& f, const Scene& scene, const Focus& v) {
  const View &s0 = v.s0, &s1 = v.s1, &b0 = v.b0;
  const View s0l = scene.at(s0.n.left), s0l2 = scene.at(s0.n.left2), s0r = scene.at(s0.n.right);
  const View s1l = scene.at(s1.n.left), s1r = scene.at(s1.n.right), s1r2 = scene.at(s1.n.right2);
  const View b0l = scene.at(b0.n.left), b0l2 = scene.at(b0.n.left2);
  f.add(s0.t, b0.t, b0l.t);
  f.add(b0.t, b0l.t, b0l2.t);
  f.add(s0.t, s0l.t, b0.t);
  f.add(s1.t, s1l.t, s0.t);
  f.add(s1.t, s1r.t, s0.t);
  f.add(s1.t, s0.t, s0r.t);
  f.add(s0.w, s0l.n.label, s0r.n.label);
  f.add(s1.w, s1l.n.label, s1r.n.label);
  f.add(s0.t, s0l.n.label, s0l2.n.label, b0.t);
  f.add(s0.t, s0l.n.label, s0r.n.label, b0.t);
  f.add(s1.t, s1r.n.label, s1r2.n.label, s0.t);
  f.add(b0.t, b0l.n.label, b0l2.n.label, s0.t);
  f.add(s0l.w);
  f.add(s0r.w);
  f.add(s1r.t, s0l.w);
  f.add(b0l.w, s0.t);
  f.add(s1.w, s0.w, s0l.w);  // verb, noun, preposition
  f.add(s1.w, s0.t, s0l.w);
  f.add(s1.t, s0.t, s0l.w);
  f.add(s1.c, s0.c, s0l.w);
}

// Dependents on either side, distances, and what lies between.
void add_measures(FeatureList& f, const ParserState& state, const Focus& v) {
  const std::uint64_t d0 = distance_class(state.stack(0), state.buffer(0));
  const std::uint64_t d1 = distance_class(state.stack(1), state.stack(0));
  f.add(v.s0.t, v.b0.t, d0);
  f.add(v.s0.w, d0);
  f.add(v.s0.w, d1);
  f.add(v.s1.t, v.s0.t, d1);
  f.add(v.s1.u, v.s0.u, v.b0.u, d0 << 4U | d1);
  f.add(v.s0.t, few(v.s0.n.left_count), few(v.s0.n.right_count));
  f.add(v.s0.w, few(v.s0.n.left_count), few(v.s0.n.right_count));
  f.add(v.s1.t, few(v.s1.n.left_count), few(v.s1.n.right_count), v.s0.t);
  f.add(v.s0.t, v.b0.t, between(v.s0, v.b0));
  f.add(v.s1.u, v.s0.u, between(v.s1, v.s0), v.b0.u);
}

void add_arc(FeatureList& f, const View& h, const View& d, std::uint64_t side, std::uint64_t where) {
  f.add(h.w, h.t, side);
  f.add(h.t, side);
  f.add(h.c, side);
  f.add(d.w, d.t, side);
  f.add(d.w, side);
  f.add(d.t, side);
  f.add(d.c, side);
  f.add(h.w, d.w, side);
  f.add(h.w, d.t, side);
  f.add(h.t, d.w, side);
  f.add(h.t, d.t, side);
  f.add(h.c, d.c, side);
  f.add(h.c, d.t, side);
  f.add(h.t, d.c, side);
  f.add(h.t, d.t, where);
  f.add(d.w, where);
}

// Dependents of both ends: the preposition under a noun, the subject that a verb has already.
void add_relatives(FeatureList& f, const Scene& scene, const View& h, const View& d, std::uint64_t side) {
  const View dl = scene.at(d.n.left), dl2 = scene.at(d.n.left2), dr = scene.at(d.n.right);
  const View hl = scene.at(h.n.left), hl2 = scene.at(h.n.left2), hr = scene.at(h.n.right);
  f.add(d.t, dl.w, h.t);
  f.add(dl.w, h.w, side);
  f.add(d.w, dl.w, side);
  f.add(dr.w, d.t, side);
  f.add(d.t, hl.w, h.t, side);
  f.add(d.t, dl.t, side);
  f.add(d.t, dr.t, side);
  f.add(d.t, dl.n.label, dl2.n.label, dr.n.label);
  f.add(d.t, h.t, dl.n.label, side);
  f.add(d.t, h.t, hl.n.label, hr.n.label, side);
  f.add(h.t, hl.n.label, hl2.n.label, side);
  f.add(h.w, hr.n.label, d.t, side);
  f.add(d.t, few(d.n.left_count), few(d.n.right_count), side);
  f.add(h.t, few(h.n.left_count), few(h.n.right_count), d.t, side);
}

// The words beside both ends.
void add_neighbours(FeatureList& f, const Scene& scene, std::uint32_t head, std::uint32_t dependent,
                    std::uint64_t side) {
  const std::uint32_t none = scene.state.none();
  const auto before = [&](std::uint32_t i) { return scene.at(i == 0 ? none : i - 1); };
  const View h = scene.at(head), d = scene.at(dependent);
  const View before_d = before(dependent), after_d = scene.at(dependent + 1);
  f.add(d.t, before_d.t, h.t, side);
  f.add(d.t, after_d.t, h.t, side);
  f.add(before_d.w, d.t, side);
  f.add(after_d.w, d.t, side);
  f.add(after_d.t, d.w);
  f.add(h.t, before(head).t, d.t, side);
  f.add(h.t, scene.at(head + 1).t, d.t, side);
  f.add(before_d.t, d.t, after_d.t, side);
  f.add(before_d.w, after_d.w, side);
}

}  // namespace

void SentenceAtoms::reset(std::span<const ParserToken> tokens) {
  atoms_.clear();
  std::uint32_t points = 0;
  std::uint32_t verbs = 0;
  std::uint32_t joins = 0;
  for (const ParserToken& t : tokens) {
    atoms_.push_back({t.word, static_cast<std::uint64_t>(t.upos) << 6U | static_cast<std::uint64_t>(t.xpos),
                      static_cast<std::uint64_t>(t.upos), static_cast<std::uint64_t>(t.cluster), points,
                      verbs, joins});
    points += t.upos == Upos::Punct ? 1 : 0;
    verbs += t.upos == Upos::Verb ? 1 : 0;
    joins += t.upos == Upos::Cconj ? 1 : 0;
  }
  atoms_.push_back({1, kNoTag, 63, kNoTag, points, verbs, joins});
}

FeatureList transition_features(const ParserState& state, const SentenceAtoms& atoms) {
  FeatureList f(0);
  const Scene scene{state, atoms};
  const Focus focus = focus_of(scene);
  f.add();
  add_single_words(f, focus);
  add_pairs(f, focus);
  add_context(f, focus);
  add_dependents(f, scene, focus);
  add_measures(f, state, focus);
  return f;
}

FeatureList label_features(const ParserState& state, const SentenceAtoms& atoms, std::uint32_t head,
                           std::uint32_t dependent) {
  FeatureList f(1000);
  const Scene scene{state, atoms};
  const std::uint64_t side = head < dependent ? 1 : 0;
  f.add(side);
  add_arc(f, scene.at(head), scene.at(dependent), side, side << 4U | distance_class(head, dependent));
  add_relatives(f, scene, scene.at(head), scene.at(dependent), side);
  add_neighbours(f, scene, head, dependent, side);
  f.add(dependent == 0, dependent + 1 == state.words(), scene.at(dependent).t);
  return f;
}

}  // namespace demarche::language
