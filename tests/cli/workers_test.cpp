// Order, bounds and stopping of the workers, with codings that take their time.
#include "workers.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <random>
#include <string>
#include <thread>

#include "feeder.hpp"

namespace demarche::cli {
namespace {

using namespace std::chrono_literals;

Document numbered(std::size_t number) {
  Document out;
  out.id = std::to_string(number);
  return out;
}

std::vector<Move> one_move(const Document& document) {
  Move move;
  move.document = document.id;
  return {move};
}

// Takes longer for some documents than for others, so that workers overtake each other.
Workers::Coding uneven(unsigned seed) {
  return [random = std::mt19937(seed)](const Document& document) mutable {
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 300));
    return one_move(document);
  };
}

TEST(Workers, GiveResultsInTheOrderOfPutting) {
  for (const unsigned threads : {1U, 2U, 8U}) {
    std::atomic<unsigned> made = 0;
    Workers workers(threads, [&] { return uneven(++made); });
    std::thread feeder([&] {
      for (std::size_t i = 0; i < 2000; ++i) EXPECT_TRUE(workers.put(numbered(i)));
      workers.close();
    });
    std::size_t next = 0;
    while (const auto coded = workers.take()) {
      EXPECT_EQ(coded->document.id, std::to_string(next));
      ASSERT_EQ(coded->moves.size(), 1U);
      EXPECT_EQ(coded->moves[0].document, coded->document.id);
      ++next;
    }
    feeder.join();
    EXPECT_EQ(next, 2000U);
    EXPECT_EQ(made, threads);  // each worker has its own coding
  }
}

TEST(Workers, EndAtOnceWithoutInput) {
  Workers workers(4, [] { return one_move; });
  workers.close();
  EXPECT_TRUE(workers.ready());
  EXPECT_FALSE(workers.take());
}

TEST(Workers, PutWaitsWhileTheWindowIsFull) {
  Workers workers(1, [] { return one_move; });
  std::atomic<std::size_t> put = 0;
  std::thread feeder([&] {
    for (; put < 1000; ++put) {
      if (!workers.put(numbered(put))) return;
    }
  });
  std::this_thread::sleep_for(100ms);
  EXPECT_GT(put, 0U);
  EXPECT_LT(put, 100U);  // nobody takes
  EXPECT_TRUE(workers.take());
  workers.stop();
  feeder.join();
}

TEST(Workers, OneLongDocumentAlwaysFits) {
  Workers workers(2, [] { return one_move; });
  for (int i = 0; i < 3; ++i) {
    Document document = numbered(1);
    document.text.assign(std::size_t{20} << 20U, 'x');
    EXPECT_TRUE(workers.put(std::move(document)));
    EXPECT_TRUE(workers.take());
  }
}

TEST(Workers, AfterStopWhatWasBegunIsGivenAndNothingElse) {
  std::promise<void> begun;
  std::promise<void> go_on;
  std::shared_future<void> may_end = go_on.get_future().share();
  std::atomic<int> coded = 0;
  Workers workers(1, [&] {
    return [&](const Document& document) {
      if (coded++ == 0) begun.set_value();
      may_end.wait();
      return one_move(document);
    };
  });
  for (std::size_t i = 0; i < 5; ++i) EXPECT_TRUE(workers.put(numbered(i)));
  begun.get_future().wait();
  EXPECT_FALSE(workers.ready());
  workers.stop();
  EXPECT_FALSE(workers.put(numbered(9)));
  go_on.set_value();
  const auto first = workers.take();
  ASSERT_TRUE(first);
  EXPECT_EQ(first->document.id, "0");
  EXPECT_FALSE(workers.take());
  EXPECT_EQ(coded, 1);
}

TEST(Feeder, PutsAllDocumentsAndEnds) {
  std::size_t skipped = 0;
  auto stream = DocumentStream::open({"/nowhere/at/all.jsonl"}, {}, [&](const Diagnostic&) { ++skipped; });
  ASSERT_TRUE(stream);
  Workers workers(2, [] { return one_move; });
  const Feeder feeder(*stream, workers);
  EXPECT_FALSE(workers.take());
  EXPECT_TRUE(feeder.ends_within(10s));
  EXPECT_EQ(skipped, 1U);
}

}  // namespace
}  // namespace demarche::cli
