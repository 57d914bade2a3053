#include "json_fields.hpp"

#include <demarche/base/document.hpp>
#include <demarche/base/utf8.hpp>

namespace demarche {
namespace {

namespace dom = simdjson::dom;

// Half a surrogate pair comes through the parser as bytes that are no UTF-8.
std::string repaired(std::string_view text) {
  return utf8::valid(text) ? std::string(text) : utf8::repair(text).text;
}

// Empty where it is no array.
std::vector<dom::element> items(dom::element element) {
  dom::array array;
  if (element.get_array().get(array) != simdjson::SUCCESS) return {};
  return {array.begin(), array.end()};
}

}  // namespace

std::optional<dom::element> JsonFields::value(std::string_view key) const {
  dom::element element;
  if (object_[key].get(element) != simdjson::SUCCESS || element.is_null()) return std::nullopt;
  return element;
}

bool JsonFields::has(std::string_view key) const {
  return object_[key].error() == simdjson::SUCCESS;
}

std::string JsonFields::text(std::string_view key) const {
  auto text = text_or_none(key);
  if (!text) problem_->say(fmt::format("\"{}\" is missing or not a string", key));
  return std::move(text).value_or(std::string());
}

std::optional<std::string> JsonFields::text_or_none(std::string_view key) const {
  const auto element = value(key);
  if (!element) return std::nullopt;
  std::string_view text;
  if (element->get_string().get(text) == simdjson::SUCCESS) return repaired(text);
  problem_->say(fmt::format("\"{}\" is not a string", key));
  return std::nullopt;
}

std::string JsonFields::text_or_empty(std::string_view key) const {
  return text_or_none(key).value_or(std::string());
}

std::vector<std::string> JsonFields::texts_or_none(std::string_view key) const {
  std::vector<std::string> out;
  const auto element = value(key);
  if (!element) return out;
  const auto all = items(*element);
  for (const dom::element item : all) {
    std::string_view text;
    if (item.get_string().get(text) == simdjson::SUCCESS) out.push_back(repaired(text));
  }
  if (out.size() != all.size() || !element->is_array()) {
    problem_->say(fmt::format("\"{}\" is not an array of strings", key));
  }
  return out;
}

std::optional<double> JsonFields::number_or_none(std::string_view key) const {
  const auto element = value(key);
  if (!element) return std::nullopt;
  double number = 0.0;
  if (element->get_double().get(number) == simdjson::SUCCESS) return number;
  problem_->say(fmt::format("\"{}\" is not a number", key));
  return std::nullopt;
}

Span JsonFields::span() const {
  const auto span = span_or_none();
  if (!span) problem_->say("\"start\" and \"end\" are missing");
  return span.value_or(Span());
}

std::optional<Span> JsonFields::span_or_none() const {
  const auto from = value("start");
  const auto to = value("end");
  if (!from && !to) return std::nullopt;
  std::uint64_t start = 0;
  std::uint64_t end = 0;
  const bool offsets = from && to && from->get_uint64().get(start) == simdjson::SUCCESS &&
                       to->get_uint64().get(end) == simdjson::SUCCESS;
  if (!offsets || start > end || end > kMaxDocumentBytes) {
    problem_->say("\"start\" and \"end\" are not offsets");
    return std::nullopt;
  }
  return Span{static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(end)};
}

std::optional<JsonFields> JsonFields::object_or_none(std::string_view key) const {
  const auto element = value(key);
  if (!element) return std::nullopt;
  dom::object object;
  if (element->get_object().get(object) == simdjson::SUCCESS) return JsonFields(object, *problem_);
  problem_->say(fmt::format("\"{}\" is not an object", key));
  return std::nullopt;
}

std::vector<JsonFields> JsonFields::objects(std::string_view key) const {
  if (!value(key)) problem_->say(fmt::format("\"{}\" is missing", key));
  return objects_or_none(key);
}

std::vector<JsonFields> JsonFields::objects_or_none(std::string_view key) const {
  std::vector<JsonFields> out;
  const auto element = value(key);
  if (!element) return out;
  const auto all = items(*element);
  for (const dom::element item : all) {
    dom::object object;
    if (item.get_object().get(object) == simdjson::SUCCESS) out.emplace_back(object, *problem_);
  }
  if (out.size() != all.size() || !element->is_array()) {
    problem_->say(fmt::format("\"{}\" is not an array of objects", key));
  }
  return out;
}

PartyCode JsonFields::party_or_empty() const {
  const auto code = text_or_none("party");
  if (!code) return {};
  const auto party = PartyCode::parse(*code);
  if (!party) problem_->say(fmt::format("\"{}\" is not a party code", *code));
  return party.value_or(PartyCode());
}

}  // namespace demarche
