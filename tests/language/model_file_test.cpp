// The model container: what was written is read, and every kind of damage is told.
#include <demarche/language/model_file.hpp>

#include <gtest/gtest.h>

#include <demarche/base/io.hpp>

namespace demarche::language {
namespace {

ModelFile sample() {
  ModelFile file;
  file.add("tagger", std::string("\0\1\2\3", 4));
  file.add("empty", "");
  file.add("fifteen-letters", std::string(1000, 'x'));
  return file;
}

TEST(ModelFile, RoundTrip) {
  const auto file = ModelFile::parse(sample().serialise(), "x");
  ASSERT_TRUE(file) << file.error().message();
  EXPECT_EQ(file->sections(), sample().sections());
  EXPECT_EQ(file->section("tagger")->size(), 4U);
  EXPECT_TRUE(file->has("empty"));
  EXPECT_EQ(file->section("parser").error().kind, ErrorKind::Malformed);
  EXPECT_TRUE(ModelFile::parse(ModelFile().serialise(), "x"));
}

TEST(ModelFile, EveryTruncationIsDetected) {
  const std::string bytes = sample().serialise();
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const auto file = ModelFile::parse(std::string_view(bytes).substr(0, size), "x");
    ASSERT_FALSE(file) << size;
    EXPECT_EQ(file.error().kind, ErrorKind::Malformed);
  }
  EXPECT_FALSE(ModelFile::parse(bytes + "z", "x"));
}

TEST(ModelFile, EveryChangedByteIsDetected) {
  const std::string bytes = sample().serialise();
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 0x10);
    EXPECT_FALSE(ModelFile::parse(changed, "x")) << at;
  }
}

TEST(ModelFile, NewerVersionSaysWhatToDo) {
  std::string bytes = sample().serialise();
  bytes[8] = static_cast<char>(kModelFormatVersion + 1);
  const auto file = ModelFile::parse(bytes, "english.model");
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().kind, ErrorKind::Version);
  EXPECT_NE(file.error().message().find("english.model at byte 8"), std::string::npos);
  EXPECT_NE(file.error().message().find("update the program"), std::string::npos);
}

TEST(ModelFile, WritesThroughATemporaryFile) {
  const auto path = std::filesystem::path(testing::TempDir()) / "model_file_test.model";
  ASSERT_TRUE(sample().write(path));
  const auto file = ModelFile::read(path);
  ASSERT_TRUE(file) << file.error().message();
  EXPECT_EQ(file->sections().size(), 3U);
  EXPECT_FALSE(std::filesystem::exists(path.string() + ".partial"));
  std::filesystem::remove(path);
  EXPECT_EQ(ModelFile::read(path).error().kind, ErrorKind::NotFound);
}

}  // namespace
}  // namespace demarche::language
