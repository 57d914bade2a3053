// Questions of `demarche act`: both shapes, what may be missing, what is refused.
#include <demarche/formats/act_questions.hpp>

#include <gtest/gtest.h>

#include <demarche/base/utf8.hpp>

#include "support.hpp"

namespace demarche::test {
namespace {

struct Read {
  std::vector<ActQuestion> questions;
  std::vector<Error> errors;
};

Read read_questions(std::string_view bytes) {
  Read out;
  ActQuestionReader reader(memory_source(bytes), "q.jsonl");
  while (auto q = reader.next()) {
    if (*q) {
      out.questions.push_back(std::move(**q));
    } else {
      out.errors.push_back(q->error());
    }
  }
  return out;
}

TEST(ActQuestions, ReadsTheFlatShape) {
  const Read read = read_questions(
      "\xEF\xBB\xBF{\"id\":\"7\",\"sentence\":\"Ruritania bans fish.\",\"source_text\":\"Ruritania\","
      "\"target_text\":\"fish\",\"extra\":[1,{}]}\n\n");
  ASSERT_EQ(read.questions.size(), 1U);
  EXPECT_TRUE(read.errors.empty());
  EXPECT_EQ(read.questions[0].id, "7");
  EXPECT_EQ(read.questions[0].sentence, "Ruritania bans fish.");
  EXPECT_EQ(read.questions[0].source, "Ruritania");
  EXPECT_EQ(read.questions[0].target, "fish");
}

TEST(ActQuestions, ReadsPhrasesAndLabelsOfTheFirstEvent) {
  const Read read = read_questions(
      R"({"id":null,"sentence":"A met B.","events":[{"plover":"CONSULT","cameo_root":"04","source_text":"A","target_text":"B"},{"source_text":"C"}]})");
  ASSERT_EQ(read.questions.size(), 1U);
  EXPECT_FALSE(read.questions[0].id);
  EXPECT_EQ(read.questions[0].source, "A");
  EXPECT_EQ(read.questions[0].target, "B");
  EXPECT_EQ(read.questions[0].plover, "CONSULT");
  EXPECT_EQ(read.questions[0].cameo, "04");
}

TEST(ActQuestions, ANumberIsAnId) {
  const Read read = read_questions("{\"id\":7,\"sentence\":\"a\"}\n{\"id\":[],\"sentence\":\"a\"}");
  ASSERT_EQ(read.questions.size(), 1U);
  EXPECT_EQ(read.questions[0].id, "7");
  EXPECT_EQ(read.errors.size(), 1U);
}

TEST(ActQuestions, AnEmptySentenceIsAQuestion) {
  const Read read = read_questions(R"({"sentence":""})");
  ASSERT_EQ(read.questions.size(), 1U);
  EXPECT_TRUE(read.questions[0].sentence.empty());
}

TEST(ActQuestions, NamesTheLineOfWhatItRefusesAndGoesOn) {
  const Read read = read_questions(
      "nonsense\n[1]\n{\"id\":\"x\"}\n{\"sentence\":3}\n{\"sentence\":\"a\",\"source_text\":[]}\n{"
      "\"sentence\":\"good\"}");
  ASSERT_EQ(read.errors.size(), 5U);
  for (std::size_t i = 0; i < 5; ++i) {
    EXPECT_EQ(read.errors[i].where, "q.jsonl:" + std::to_string(i + 1));
    EXPECT_EQ(read.errors[i].kind, ErrorKind::Malformed);
  }
  ASSERT_EQ(read.questions.size(), 1U);
  EXPECT_EQ(read.questions[0].sentence, "good");
}

TEST(ActQuestions, RepairsInvalidUtf8) {
  const Read read = read_questions("{\"sentence\":\"a \xFF b\",\"source_text\":\"\xC3\"}");
  ASSERT_EQ(read.questions.size(), 1U);
  EXPECT_TRUE(utf8::valid(read.questions[0].sentence));
  EXPECT_TRUE(utf8::valid(read.questions[0].source));
}

TEST(ActQuestions, RefusesASentenceOverTheLimit) {
  const Read read = read_questions("{\"sentence\":\"" + std::string(5U << 20U, 'a') + "\"}");
  ASSERT_EQ(read.errors.size(), 1U);
  EXPECT_EQ(read.errors[0].kind, ErrorKind::TooLarge);
}

TEST(ActQuestions, ReadsGzip) {
  const Read read = read_questions(gzip(R"({"sentence":"packed"})"));
  ASSERT_EQ(read.questions.size(), 1U);
  EXPECT_EQ(read.questions[0].sentence, "packed");
}

}  // namespace
}  // namespace demarche::test
