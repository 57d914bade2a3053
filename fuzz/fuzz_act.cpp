// Questions of `demarche act` from hostile bytes: what is delivered is valid UTF-8 within the limits, every
// error names its place. The same bytes as a model: whatever loads gives scores without a fault.
#include <cstdint>
#include <cstdlib>
#include <demarche/base/document.hpp>
#include <demarche/base/utf8.hpp>
#include <demarche/formats/act_questions.hpp>

#include "act_model.hpp"

namespace {

using namespace demarche;

void check(bool holds) {
  if (!holds) std::abort();
}

void read_questions(std::string_view bytes) {
  ActQuestionReader reader(memory_source(bytes), "input");
  while (const auto q = reader.next()) {
    if (!*q) {
      check(!q->error().what.empty() && !q->error().where.empty());
      continue;
    }
    const ActQuestion& question = **q;
    check(question.sentence.size() <= kMaxDocumentBytes && utf8::valid(question.sentence));
    check(utf8::valid(question.source) && utf8::valid(question.target) &&
          utf8::valid(question.id.value_or("")));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  read_questions(bytes);
  const auto whole = coding::ActModel::parse(bytes);
  check(whole || !whole.error().what.empty());
  std::string_view rest = bytes;
  if (const auto table = coding::SoftmaxModel::parse(rest)) {
    const coding::FeatureKey keys[] = {0, 1, 0xFFFFFFFFFFFFFFFFULL};
    check(table->scores(keys).size() == table->classes());
    std::string again;
    table->append_to(again);
    check(!again.empty());
  }
  return 0;
}
