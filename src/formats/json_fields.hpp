// The members of one JSON object, read one by one; what is wrong is remembered, the first thing only. Private
// to the room.
//
// A reader asks for everything it wants and looks at the problem once, at the end; until then it works on
// blanks. Thread rule: plain values; the objects live as long as the simdjson parser that made them is not
// used again.
#pragma once

#include <fmt/format.h>
#include <simdjson.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <demarche/base/move.hpp>
#include <demarche/base/result.hpp>

namespace demarche {

class LineProblem {
 public:
  explicit LineProblem(std::string where) : where_(std::move(where)) {}
  void say(std::string what) {
    if (what_.empty()) what_ = std::move(what);
  }
  [[nodiscard]] bool any() const { return !what_.empty(); }
  [[nodiscard]] tl::unexpected<Error> error() const { return fail(ErrorKind::Malformed, where_, what_); }

 private:
  std::string where_;
  std::string what_;
};

class JsonFields {
 public:
  JsonFields(simdjson::dom::object object, LineProblem& problem) : object_(object), problem_(&problem) {}

  // Strings become valid UTF-8. "or_none", "or_empty": for null and for a missing key; any other type is a
  // problem.
  [[nodiscard]] std::string text(std::string_view key) const;
  [[nodiscard]] std::optional<std::string> text_or_none(std::string_view key) const;
  [[nodiscard]] std::string text_or_empty(std::string_view key) const;
  [[nodiscard]] std::vector<std::string> texts_or_none(std::string_view key) const;
  [[nodiscard]] std::optional<double> number_or_none(std::string_view key) const;
  // The members "start" and "end": code points within the size of a document, start <= end.
  [[nodiscard]] Span span() const;
  [[nodiscard]] std::optional<Span> span_or_none() const;
  [[nodiscard]] std::optional<JsonFields> object_or_none(std::string_view key) const;
  // The objects of an array.
  [[nodiscard]] std::vector<JsonFields> objects(std::string_view key) const;
  [[nodiscard]] std::vector<JsonFields> objects_or_none(std::string_view key) const;
  // True also where the value is null.
  [[nodiscard]] bool has(std::string_view key) const;

  // A name out of a closed list: `parse` gives the value or nullopt.
  template <typename Parse>
  [[nodiscard]] auto choice(std::string_view key, Parse parse) const {
    const std::string name = text(key);
    const auto value = parse(name);
    if (!value) problem_->say(fmt::format("unknown {} \"{}\"", key, name));
    return value.value_or(typename decltype(parse(name))::value_type{});
  }
  template <typename Parse>
  [[nodiscard]] auto choice_or_none(std::string_view key, Parse parse) const {
    const auto name = text_or_none(key);
    if (!name) return decltype(parse(*name)){};
    const auto value = parse(*name);
    if (!value) problem_->say(fmt::format("unknown {} \"{}\"", key, *name));
    return value;
  }
  // The party code under "party"; empty where it is null or missing.
  [[nodiscard]] PartyCode party_or_empty() const;

  [[nodiscard]] LineProblem& problem() const { return *problem_; }

 private:
  // nullopt where the key is missing or null.
  [[nodiscard]] std::optional<simdjson::dom::element> value(std::string_view key) const;

  simdjson::dom::object object_;
  LineProblem* problem_;
};

}  // namespace demarche
