#include <demarche/base/act.hpp>

namespace demarche {
namespace {

struct Row {
  std::string_view name;
  Family family;
  bool mutual;
};

// clang-format off
constexpr std::array<Row, kActCount> kActs = {{
  {"meet", Family::Talks, true}, {"schedule", Family::Talks, true}, {"mediate", Family::Talks, true},
  {"postpone", Family::Talks, true}, {"cancel", Family::Talks, true}, {"break-down", Family::Talks, true},
  {"resume", Family::Talks, true},
  {"request", Family::Position, false}, {"demand", Family::Position, false}, {"offer", Family::Position, false},
  {"promise", Family::Position, false}, {"accept", Family::Position, false}, {"reject", Family::Position, false},
  {"agree", Family::Position, true}, {"renege", Family::Position, false},
  {"threaten", Family::Pressure, false}, {"impose", Family::Pressure, false},
  {"investigate", Family::Pressure, false}, {"litigate", Family::Pressure, false},
  {"break-ties", Family::Pressure, false},
  {"lift", Family::Relief, false}, {"delay", Family::Relief, false}, {"exempt", Family::Relief, false},
  {"implement", Family::Relief, false}, {"aid", Family::Relief, false},
  {"accuse", Family::Words, false}, {"praise", Family::Words, false}, {"deny", Family::Words, false},
  {"reassure", Family::Words, false}, {"caution", Family::Words, false}, {"apologise", Family::Words, false},
  {"protest", Family::Force, false}, {"mobilise", Family::Force, false}, {"coerce", Family::Force, false},
  {"attack", Family::Force, false}, {"ceasefire", Family::Force, true},
}};
// clang-format on

constexpr std::array<std::string_view, 6> kFamilies = {"talks",  "position", "pressure",
                                                       "relief", "words",    "force"};
constexpr std::array<std::string_view, 4> kModalities = {"actual", "planned", "possible", "denied"};

const Row& row(Act act) {
  return kActs[static_cast<std::size_t>(act)];
}

}  // namespace

std::string_view name_of(Act act) {
  return row(act).name;
}
std::string_view name_of(Family family) {
  return kFamilies[static_cast<std::size_t>(family)];
}
std::string_view name_of(Modality modality) {
  return kModalities[static_cast<std::size_t>(modality)];
}
Family family_of(Act act) {
  return row(act).family;
}
bool is_mutual(Act act) {
  return row(act).mutual;
}

std::optional<Act> parse_act(std::string_view text) {
  for (std::size_t i = 0; i < kActs.size(); ++i) {
    if (kActs[i].name == text) return static_cast<Act>(i);
  }
  return std::nullopt;
}

std::optional<Modality> parse_modality(std::string_view text) {
  for (std::size_t i = 0; i < kModalities.size(); ++i) {
    if (kModalities[i] == text) return static_cast<Modality>(i);
  }
  return std::nullopt;
}

}  // namespace demarche
