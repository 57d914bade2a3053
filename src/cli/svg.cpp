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
constexpr double kLeft = 168;
constexpr double kRight = 28;
constexpr double kTop = 64;
constexpr double kRow = 17;
constexpr double kLanePadding = 9;
constexpr double kFoot = 54;
constexpr double kLetter = 5.6;  // of the labels, on average
constexpr std::size_t kMostMarks = 500;
constexpr std::size_t kMostLanes = 12;
constexpr std::size_t kMostRows = 8;
constexpr std::size_t kLabels = 40;

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
};

Day day_of(const Event& event) {
  return event.when ? event.when->from : event.first_known.day();
}

std::string label_of(const Event& event) {
  return parties_text(event) + " " + std::string(demarche::name_of(event.act));
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
    return static_cast<double>(lane.rows) * kRow + 2 * kLanePadding;
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
      if (!fits(event, options_) || (event.when && event.when->precision == Precision::Year)) continue;
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

  // Each mark takes the first row that is free at its place; a label takes the room to its right, or is
  // dropped.
  void stack(Lane& lane) {
    std::vector<double> free;  // by row: where it is free again
    for (Mark& mark : lane.marks) {
      const double x = x_of(mark.day);
      const double r = radius(mark);
      const double label =
          kLetter * static_cast<double>(terminal::width(label_of(state_.events[mark.event]))) + 6;
      if (x + r + label > kWidth - 4) mark.labelled = false;
      std::size_t row = 0;
      while (row < free.size() && free[row] > x - r) ++row;
      if (row == free.size() && free.size() < kMostRows) free.push_back(0);
      if (row == free.size()) {
        row = static_cast<std::size_t>(std::min_element(free.begin(), free.end()) - free.begin());
        mark.labelled = false;
      }
      mark.row = row;
      free[row] = std::max(free[row], x + r + 2 + (mark.labelled ? label : 0));
    }
    lane.rows = std::max<std::size_t>(1, free.size());
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
    const int days = to_.days() - from_.days();
    const int step = days > 6 * 366 ? 12 : days > 500 ? 3 : 1;
    const int begin = (from_.month() - 1) / step * step + 1;
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
    put("<text class=\"l\" x=\"16\" y=\"{:.0f}\">{}</text><text class=\"q\" x=\"{:.0f}\" y=\"{:.0f}\" "
        "text-anchor=\"end\">{}</text>\n",
        y + kLanePadding + 13, escaped(lane.name), kLeft - 10, y + kLanePadding + 13, lane.marks.size());
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
