#include "progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cmath>

#include <demarche/formats/terminal.hpp>

#include "say.hpp"
#include "screen.hpp"

namespace demarche::cli {
namespace {

constexpr auto kBetweenLines = std::chrono::milliseconds(200);
constexpr double kTooEarly = 0.01;  // a guess from less than this would jump about
constexpr const char* kClearLine = "\r\x1b[K";

// fmt's own grouping needs a locale.
std::string grouped(std::uint64_t number) {
  const std::string digits = std::to_string(number);
  std::string out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) out += ',';
    out += digits[i];
  }
  return out;
}

std::string duration(double seconds) {
  const auto whole = static_cast<std::uint64_t>(std::ceil(seconds));
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
  return fmt::format("{} h {:02} min", whole / 3600, whole / 60 % 60);
}

}  // namespace

std::string progress_line(const Tally& tally, double seconds, std::optional<double> fraction) {
  const double rate = seconds > 0 ? static_cast<double>(tally.documents) / seconds : 0;
  std::string out = fmt::format("{} articles, {} moves, {} articles/s", grouped(tally.documents),
                                grouped(tally.moves), grouped(static_cast<std::uint64_t>(rate)));
  if (!fraction) return out;
  out += fmt::format(", {:.0f} %", std::floor(*fraction * 100));
  if (*fraction >= kTooEarly) out += fmt::format(", {} left", duration(seconds * (1 / *fraction - 1)));
  return out;
}

Progress::Progress(bool visible, const std::vector<std::string>& inputs) : visible_(visible) {
  if (visible) position_.emplace(inputs);
}

Progress::~Progress() {
  const std::lock_guard lock(mutex_);
  clear();
}

void Progress::message(std::string_view text) {
  const std::lock_guard lock(mutex_);
  clear();
  say(text);
}

void Progress::update(const Tally& tally) {
  if (!visible_) return;
  const std::lock_guard lock(mutex_);
  const Clock::time_point now = Clock::now();
  if (now - last_ < kBetweenLines) return;
  last_ = now;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  const std::string line = progress_line(tally, seconds, position_->fraction());
  const auto room = static_cast<std::size_t>(columns(STDERR_FILENO, 80) - 1);
  write_error(kClearLine + terminal::fit(line, room));
  drawn_ = true;
}

void Progress::clear() {
  if (!drawn_) return;
  write_error(kClearLine);
  drawn_ = false;
}

}  // namespace demarche::cli
