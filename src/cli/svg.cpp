#include "svg.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <string_view>
#include <vector>

#include <demarche/formats/terminal.hpp>
#include <demarche/record/rank.hpp>

#include "evidence.hpp"

namespace demarche::cli {
namespace {

using record::Event;
using record::Index;
using record::State;

// All lengths in pixels.
constexpr double kWidth = 1280;
constexpr double kLeft = 196;
constexpr double kRight = 28;
constexpr double kTop = 64;
constexpr double kRow = 17;
constexpr double kLanePadding = 9;
constexpr double kLowestLane = 44;  // its name and its count
constexpr double kFoot = 54;
constexpr double kLetter = 6.4;  // of the labels, on average; fonts differ
constexpr std::size_t kMostMarks = 500;
constexpr std::size_t kMostLanes = 12;
constexpr std::size_t kMostRows = 16;
constexpr std::size_t kLabels = 40;
constexpr std::size_t kMostGridLines = 16;
constexpr std::size_t kMostOfTerm = 12;  // letters of an amount in a label
// What is dated further from the day it became known is history, or a slip of reading, and would stretch the
// picture.
constexpr std::int32_t kBack = 120;
constexpr std::int32_t kAhead = 400;

constexpr const char* kStyle = R"(
svg{color:#1c2128;background:#fff;font:11px system-ui,-apple-system,"Segoe UI",Helvetica,Arial,sans-serif}
text{fill:currentColor}.h{font-size:17px;font-weight:600}.l{font-size:12px;font-weight:600}.q{opacity:.66}
.g{stroke:currentColor;stroke-opacity:.14}.b{fill:currentColor;fill-opacity:.035}
.m{stroke-width:1.6;fill-opacity:.85}.p{fill-opacity:0}.d{stroke-dasharray:2 2;fill-opacity:0}
.talks{fill:#2f7fd0;stroke:#2f7fd0}.position{fill:#8a63d2;stroke:#8a63d2}.pressure{fill:#cf4436;stroke:#cf4436}
.relief{fill:#2a9160;stroke:#2a9160}.words{fill:#7d8590;stroke:#7d8590}.force{fill:#b07d12;stroke:#b07d12}
@media (prefers-color-scheme:dark){svg{color:#e4e8ec;background:#14181d}}
@media print{svg{color:#000;background:#fff}}
)";

std::string escaped(std::string_view text) {
  std::string out;
  const std::string clean = terminal::clean(text);
  for (std::size_t i = 0; i < clean.size(); ++i) {
    switch (const char c = clean[i]; c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        // U+FFFE and U+FFFF may not stand in XML.
        if (const std::string_view three = std::string_view(clean).substr(i, 3);
            three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF") {
          out += "\xEF\xBF\xBD";
          i += 2;
        } else {
          out += c;
        }
    }
  }
  return out;
}

struct Mark {
  Index event = 0;
  Day day;
  double weight = 0.0;  // consequence by sourcing
  bool labelled = false;
  std::size_t row = 0;
};

struct Lane {
  std::string name;
  std::vector<Mark> marks;  // by day
  std::size_t rows = 1;
  std::size_t crowded_out = 0;  // light marks that found no room
};

bool is_drawn(const Event& event) {
  if (!event.when) return true;
  if (event.when->precision == Precision::Year) return false;
  const Day known = event.first_known.day();
  return event.when->to.plus(kBack) >= known && event.when->from <= known.plus(kAhead);
}

Day day_of(const Event& event) {
  return event.when ? event.when->from : event.first_known.day();
}

std::string label_of(const Event& event) {
  std::string out = parties_text(event) + " " + std::string(demarche::name_of(event.act));
  for (const Term& term : event.terms) {
    if ((term.kind != TermKind::Money && term.kind != TermKind::Rate) || term.text.size() > kMostOfTerm)
      continue;
    if (term.text.find_first_not_of("0123456789.,") == std::string::npos)
      continue;  // half of "5 or 10 percent"
    return out + " " + term.text;
  }
  return out;
}

class Picture {
 public:
  Picture(const State& state, const QueryOptions& options, const knowledge::Knowledge& knowledge)
      : state_(state), options_(options), knowledge_(knowledge) {}

  std::string draw() {
    choose();
    sort_into_lanes();
    for (Lane& lane : lanes_) stack(lane);
    double height = kTop + kFoot;
    for (const Lane& lane : lanes_) height += lane_height(lane);
    open(height);
    grid(height);
    double y = kTop;
    bool shaded = true;
    for (const Lane& lane : lanes_) {
      draw_lane(lane, y, shaded);
      y += lane_height(lane);
      shaded = !shaded;
    }
    legend(height - 16);
    out_ += "</svg>\n";
    return std::move(out_);
  }

 private:
  template <typename... Args>
  void put(fmt::format_string<Args...> form, Args&&... args) {
    fmt::format_to(std::back_inserter(out_), form, std::forward<Args>(args)...);
  }

  static double lane_height(const Lane& lane) {
    return std::max(static_cast<double>(lane.rows) * kRow + 2 * kLanePadding, kLowestLane);
  }
  [[nodiscard]] double x_of(Day day) const {
    const double share =
        static_cast<double>(day.days() - from_.days()) / std::max(1, to_.days() - from_.days());
    return kLeft + 12 + share * (kWidth - kLeft - kRight - 24);
  }

  // The weightiest events; of these, the first few get a label.
  void choose() {
    for (Index i = 0; i < state_.events.size(); ++i) {
      const Event& event = state_.events[i];
      if (!fits(event, options_) || !is_drawn(event)) continue;
      const record::Rank rank = record::judge_news(state_, i, event.first_known, knowledge_).rank;
      marks_.push_back({i, day_of(event), rank.consequence * rank.sourcing});
    }
    all_ = marks_.size();
    std::stable_sort(marks_.begin(), marks_.end(),
                     [](const Mark& a, const Mark& b) { return a.weight > b.weight; });
    if (marks_.size() > kMostMarks) marks_.resize(kMostMarks);
    for (std::size_t i = 0; i < std::min(kLabels, marks_.size()); ++i) marks_[i].labelled = true;
    std::stable_sort(marks_.begin(), marks_.end(),
                     [](const Mark& a, const Mark& b) { return a.day < b.day; });
    if (marks_.empty()) return;
    from_ = marks_.front().day;
    to_ = marks_.back().day;
  }

  // An event lies in the lane of the commonest of its issues; lanes by size, the small ones together.
  void sort_into_lanes() {
    std::map<std::string, std::size_t> size;
    for (const Mark& mark : marks_) {
      for (const std::string& issue : state_.events[mark.event].issues) ++size[issue];
    }
    std::map<std::string, Lane> lanes;
    for (const Mark& mark : marks_) {
      std::string name;
      for (const std::string& issue : state_.events[mark.event].issues) {
        if (name.empty() || size[issue] > size[name]) name = issue;
      }
      lanes[name].marks.push_back(mark);
    }
    Lane rest;
    for (auto& [name, lane] : lanes) {
      lane.name = name;
      if (name.empty()) {
        rest.marks = lane.marks;
      } else {
        lanes_.push_back(std::move(lane));
      }
    }
    std::stable_sort(lanes_.begin(), lanes_.end(),
                     [](const Lane& a, const Lane& b) { return a.marks.size() > b.marks.size(); });
    for (; lanes_.size() > kMostLanes; lanes_.pop_back()) {
      rest.marks.insert(rest.marks.end(), lanes_.back().marks.begin(), lanes_.back().marks.end());
    }
    std::stable_sort(rest.marks.begin(), rest.marks.end(),
                     [](const Mark& a, const Mark& b) { return a.day < b.day; });
    rest.name = "other";
    if (!rest.marks.empty()) lanes_.push_back(std::move(rest));
  }

  static double radius(const Mark& mark) { return 3.0 + 4.5 * mark.weight; }

  struct Taken {
    double from = 0;
    double to = 0;
  };
  using Row = std::vector<Taken>;

  static bool is_free(const Row& row, Taken place) {
    return std::none_of(row.begin(), row.end(),
                        [&](Taken t) { return place.from < t.to && t.from < place.to; });
  }

  // The first row that is free there, a new one where there may be; kMostRows for none.
  static std::size_t take_row(std::vector<Row>& rows, Taken place) {
    std::size_t row = 0;
    while (row < rows.size() && !is_free(rows[row], place)) ++row;
    if (row == kMostRows) return row;
    if (row == rows.size()) rows.emplace_back();
    rows[row].push_back(place);
    return row;
  }

  // The heavy marks choose first. A label takes the room to its right, or is dropped; a mark without room is
  // counted.
  void stack(Lane& lane) {
    std::vector<Mark*> order;
    for (Mark& mark : lane.marks) order.push_back(&mark);
    std::stable_sort(order.begin(), order.end(),
                     [](const Mark* a, const Mark* b) { return a->weight > b->weight; });
    std::vector<Row> rows;
    for (Mark* mark : order) {
      const double x = x_of(mark->day);
      const double r = radius(*mark) + 1;
      const double label =
          8 + kLetter * static_cast<double>(terminal::width(label_of(state_.events[mark->event])));
      mark->row = kMostRows;
      if (mark->labelled && x + r + label < kWidth - 4) mark->row = take_row(rows, {x - r, x + r + label});
      if (mark->row != kMostRows) continue;
      mark->labelled = false;
      mark->row = take_row(rows, {x - r, x + r});
    }
    lane.rows = std::max<std::size_t>(1, rows.size());
    lane.crowded_out = std::erase_if(lane.marks, [](const Mark& mark) { return mark.row == kMostRows; });
  }

  void open(double height) {
    put("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {:.0f} {:.0f}\" "
        "role=\"img\">\n<style>{}</style>\n",
        kWidth, height, kStyle);
    const std::string span = marks_.empty() ? "nothing in the record fits" : from_.iso() + " to " + to_.iso();
    put("<title>Timeline, {}</title>\n<text class=\"h\" x=\"16\" y=\"28\">Timeline, {}</text>\n", span, span);
    put("<text class=\"q\" x=\"16\" y=\"46\">{} events{}; as wide as the act is weighty and well "
        "sourced</text>\n",
        marks_.size(), all_ > marks_.size() ? fmt::format(", the weightiest of {}", all_) : "");
  }

  // A line a year, a quarter or a month, as the span has room.
  void grid(double height) {
    if (marks_.empty()) return;
    const int months = (to_.days() - from_.days()) / 30 + 1;
    int step = 1;
    for (const int wider : {3, 6, 12, 24, 60, 120, 600}) {
      if (months / step >= static_cast<int>(kMostGridLines)) step = wider;
    }
    const int begin = step >= 12 ? 1 : (from_.month() - 1) / step * step + 1;
    for (auto day = Day::from_civil(from_.year(), begin, 1); day && *day <= to_;
         day = day->plus_months(step)) {
      if (*day < from_) continue;
      const double x = x_of(*day);
      put("<line class=\"g\" x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"{1:.0f}\" y2=\"{2:.0f}\"/>", x, kTop,
          height - kFoot);
      put("<text class=\"q\" x=\"{:.1f}\" y=\"{:.0f}\" text-anchor=\"middle\">{}</text>\n", x,
          height - kFoot + 14, day->iso().substr(0, 7));
    }
  }

  void draw_lane(const Lane& lane, double y, bool shaded) {
    const double height = lane_height(lane);
    if (shaded)
      put("<rect class=\"b\" x=\"0\" y=\"{:.0f}\" width=\"{:.0f}\" height=\"{:.0f}\"/>\n", y, kWidth, height);
    const std::string left =
        lane.crowded_out == 0 ? "" : fmt::format(", {} more without room", lane.crowded_out);
    put("<text class=\"l\" x=\"16\" y=\"{:.0f}\">{}</text>", y + kLanePadding + 13, escaped(lane.name));
    put("<text class=\"q\" x=\"16\" y=\"{:.0f}\">{}{}</text>\n", y + kLanePadding + 26, lane.marks.size(),
        left);
    for (const Mark& mark : lane.marks)
      draw_mark(mark, y + kLanePadding + (static_cast<double>(mark.row) + 0.5) * kRow);
  }

  void draw_mark(const Mark& mark, double y) {
    const Event& event = state_.events[mark.event];
    const double x = x_of(mark.day);
    const double r = radius(mark);
    const Evidence e = evidence_of(state_, event.mentions.front());
    const std::string tip =
        fmt::format("{} {} {}: {} · {}", day_text(event), label_of(event), issues_text(event),
                    evidence_text(e), sources_text({event.origins, event.outlets}));
    put("<g><title>{}</title>", escaped(tip));
    shape(family_of(event.act), class_of(event), x, y, r);
    if (mark.labelled)
      put("<text x=\"{:.1f}\" y=\"{:.1f}\">{}</text>", x + r + 3, y + 4, escaped(label_of(event)));
    out_ += "</g>\n";
  }

  static std::string class_of(const Event& event) {
    std::string out = "m " + std::string(demarche::name_of(family_of(event.act)));
    if (event.denied || event.withdrawn || event.modality == Modality::Denied) return out + " d";
    return event.modality == Modality::Actual ? out : out + " p";
  }

  // Pressure and force point up, relief down, positions are diamonds, the rest is round.
  void shape(Family family, const std::string& css, double x, double y, double r) {
    switch (family) {
      case Family::Pressure:
      case Family::Force:
        put("<path class=\"{}\" d=\"M{:.1f} {:.1f}l{:.1f} {:.1f}h{:.1f}z\"/>", css, x, y - r, r, 2 * r,
            -2 * r);
        break;
      case Family::Relief:
        put("<path class=\"{}\" d=\"M{:.1f} {:.1f}l{:.1f} {:.1f}h{:.1f}z\"/>", css, x, y + r, -r, -2 * r,
            2 * r);
        break;
      case Family::Position:
        put("<path class=\"{}\" d=\"M{:.1f} {:.1f}l{:.1f} {:.1f}l{:.1f} {:.1f}l{:.1f} {:.1f}z\"/>", css, x,
            y - r, r, r, -r, r, -r, -r);
        break;
      default:
        put("<circle class=\"{}\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{:.1f}\"/>", css, x, y, r);
    }
  }

  void legend(double y) {
    double x = 20;
    for (const Family family :
         {Family::Talks, Family::Position, Family::Pressure, Family::Relief, Family::Words, Family::Force}) {
      const std::string name(demarche::name_of(family));
      shape(family, "m " + name, x, y - 4, 5);
      put("<text x=\"{:.0f}\" y=\"{:.0f}\">{}</text>\n", x + 10, y, name);
      x += 34 + 6.2 * static_cast<double>(name.size());
    }
    put("<text class=\"q\" x=\"{:.0f}\" y=\"{:.0f}\">filled: done · hollow: planned or possible · dashed: "
        "denied or withdrawn"
        "</text>\n",
        x + 8, y);
  }

  const State& state_;
  const QueryOptions& options_;
  const knowledge::Knowledge& knowledge_;
  std::vector<Mark> marks_;
  std::vector<Lane> lanes_;
  std::size_t all_ = 0;
  Day from_, to_;
  std::string out_;
};

}  // namespace

std::string timeline_svg(const State& state, const QueryOptions& options,
                         const knowledge::Knowledge& knowledge) {
  return Picture(state, options, knowledge).draw();
}

}  // namespace demarche::cli
