// The State as JSON Lines: one object a line, keys and lines in a fixed order.
#include <fmt/format.h>

#include <array>
#include <charconv>
#include <iterator>

#include <demarche/record/fold.hpp>

namespace demarche::record {
namespace {

class Line {
 public:
  Line(std::string& out, std::string_view kind) : out_(out) {
    out_ += "{\"kind\":";
    quote(kind);
  }
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;
  ~Line() { out_ += "}\n"; }

  Line& text(std::string_view key, std::string_view value) {
    name(key);
    quote(value);
    return *this;
  }
  Line& number(std::string_view key, double value) {
    name(key);
    put(value);
    return *this;
  }
  Line& count(std::string_view key, std::uint64_t value) {
    name(key);
    fmt::format_to(std::back_inserter(out_), "{}", value);
    return *this;
  }
  Line& index(std::string_view key, Index value) {
    if (value != kNone) return count(key, value);
    name(key);
    out_ += "null";
    return *this;
  }
  Line& flag(std::string_view key, bool value) {
    name(key);
    out_ += value ? "true" : "false";
    return *this;
  }
  Line& optional(std::string_view key, const std::optional<double>& value) {
    if (value) return number(key, *value);
    name(key);
    out_ += "null";
    return *this;
  }
  Line& days(std::string_view key, const std::optional<Interval>& when) {
    name(key);
    if (!when) {
      out_ += "null";
      return *this;
    }
    out_ += '[';
    quote(when->from.iso());
    out_ += ',';
    quote(when->to.iso());
    out_ += ',';
    quote(name_of(when->precision));
    out_ += ']';
    return *this;
  }
  Line& indices(std::string_view key, const std::vector<Index>& values) {
    return list(key, values, [&](Index v) { fmt::format_to(std::back_inserter(out_), "{}", v); });
  }
  Line& texts(std::string_view key, const std::vector<std::string>& values) {
    return list(key, values, [&](const std::string& v) { quote(v); });
  }
  Line& terms(std::string_view key, const std::vector<Term>& values) {
    return list(key, values, [&](const Term& t) {
      out_ += '[';
      quote(name_of(t.kind));
      out_ += ',';
      if (t.value)
        put(*t.value);
      else
        out_ += "null";
      out_ += ',';
      quote(t.unit);
      out_ += ']';
    });
  }
  // A list of objects: `each` writes the members of one with the calls above.
  template <typename T, typename Each>
  Line& objects(std::string_view key, const std::vector<T>& values, Each each) {
    return list(key, values, [&](const T& v) {
      out_ += '{';
      first_ = true;
      each(*this, v);
      out_ += '}';
      first_ = false;
    });
  }

 private:
  template <typename T, typename Each>
  Line& list(std::string_view key, const std::vector<T>& values, Each each) {
    name(key);
    out_ += '[';
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i > 0) out_ += ',';
      each(values[i]);
    }
    out_ += ']';
    return *this;
  }
  void name(std::string_view key) {
    if (!first_) out_ += ',';
    first_ = false;
    quote(key);
    out_ += ':';
  }
  void put(double value) {
    std::array<char, 32> digits{};
    out_.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr);
  }
  void quote(std::string_view value) {
    out_ += '"';
    for (const char c : value) {
      if (c == '"' || c == '\\') out_ += '\\';
      if (static_cast<std::uint8_t>(c) < 0x20)
        fmt::format_to(std::back_inserter(out_), "\\u{:04x}", c);
      else
        out_ += c;
    }
    out_ += '"';
  }

  std::string& out_;
  bool first_ = false;
};

void put(std::string& out, const Entry& e) {
  Line(out, "entry")
      .count("seq", e.seq)
      .text("document", e.document)
      .count("version", e.version)
      .text("source", e.source)
      .text("published", e.clocks.published.iso())
      .text("first_seen", e.clocks.first_seen.iso())
      .count("moves", e.moves.size());
}

void put(std::string& out, const Origin& o) {
  Line(out, "origin")
      .text("id", o.id)
      .index("first", o.first)
      .indices("entries", o.entries)
      .text("cited", o.cited);
}

void put(std::string& out, const State& state, const Mention& m) {
  const Move& move = state.move_of(m);
  Line(out, "mention")
      .text("id", move.id)
      .text("document", state.entry_of(m).document)
      .text("field", name_of(move.field))
      .count("start", move.trigger.start)
      .count("end", move.trigger.end)
      .text("act", name_of(move.act))
      .index("entry", m.entry)
      .index("origin", m.origin)
      .index("event", m.event)
      .text("relation", name_of(m.relation))
      .index("of", m.of)
      .text("changed", m.changed)
      .text("reason", m.reason);
}

void put(std::string& out, const Event& e) {
  Line(out, "event")
      .text("id", e.id)
      .text("act", name_of(e.act))
      .text("modality", name_of(e.modality))
      .text("actor", e.actor.view())
      .text("target", e.target.view())
      .texts("issues", e.issues)
      .days("when", e.when)
      .text("first_known", e.first_known.iso())
      .text("last_known", e.last_known.iso())
      .indices("mentions", e.mentions)
      .count("origins", e.origins)
      .count("outlets", e.outlets)
      .terms("terms", e.terms)
      .flag("denied", e.denied)
      .flag("withdrawn", e.withdrawn);
}

void put(std::string& out, const Contest& c) {
  Line(out, "contest")
      .text("id", c.id)
      .text("contest", name_of(c.kind))
      .indices("one", c.one)
      .indices("other", c.other)
      .flag("resolved", c.resolved)
      .index("by", c.by)
      .text("how", c.how);
}

void put(std::string& out, const Measure& m) {
  Line(out, "measure")
      .text("id", m.id)
      .text("by", m.by.view())
      .text("against", m.against.view())
      .text("what", m.what)
      .texts("goods", m.goods)
      .text("status", name_of(m.status))
      .objects("steps", m.steps,
               [](Line& line, const MeasureStep& s) {
                 line.text("status", name_of(s.status))
                     .text("known", s.known.iso())
                     .days("when", s.when)
                     .optional("amount", s.amount)
                     .text("currency", s.currency)
                     .optional("rate", s.rate)
                     .index("mention", s.mention)
                     .count("origins", s.origins);
               })
      .indices("events", m.events)
      .count("origins", m.origins);
}

void put(std::string& out, const Meeting& m) {
  Line(out, "meeting")
      .text("id", m.id)
      .text("one", m.one.view())
      .text("other", m.other.view())
      .text("status", name_of(m.status))
      .days("first_date", m.first_date)
      .days("date", m.date)
      .index("outcome", m.outcome)
      .objects("steps", m.steps,
               [](Line& line, const MeetingStep& s) {
                 line.text("status", name_of(s.status))
                     .text("known", s.known.iso())
                     .days("when", s.when)
                     .index("mention", s.mention);
               })
      .indices("events", m.events);
}

void put(std::string& out, const Position& p) {
  Line(out, "position")
      .text("id", p.id)
      .text("party", p.party.view())
      .text("toward", p.toward.view())
      .text("issue", p.issue)
      .index("stated", p.stated)
      .index("answered", p.answered)
      .optional("number", p.number)
      .text("unit", p.unit)
      .optional("gap", p.gap);
}

}  // namespace

std::string dump(const State& state) {
  std::string out;
  Line(out, "state").text("as_of", state.as_of.iso());
  for (const Entry& e : state.entries) put(out, e);
  for (const Origin& o : state.origins) put(out, o);
  for (const Mention& m : state.mentions) put(out, state, m);
  for (const Event& e : state.events) put(out, e);
  for (const Contest& c : state.contests) put(out, c);
  for (const Measure& m : state.measures) put(out, m);
  for (const Meeting& m : state.meetings) put(out, m);
  for (const Position& p : state.positions) put(out, p);
  return out;
}

}  // namespace demarche::record
