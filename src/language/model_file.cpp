#include <demarche/language/model_file.hpp>

#define XXH_INLINE_ALL
#define XXH_INLINE_ALL  // header only: nothing for the consumers of this library to link
#include <xxhash.h>

#include <cassert>

#include <demarche/base/io.hpp>

#include "bytes.hpp"

namespace demarche::language {
namespace {

constexpr std::string_view kMagic = "DMRCHMOD";
constexpr std::size_t kHeaderBytes = 32;
constexpr std::size_t kNameBytes = kMaxSectionName + 1;
constexpr std::size_t kEntryBytes = kNameBytes + 16;
constexpr std::uint32_t kMaxSections = 64;
constexpr std::string_view kAdvice = "fetch the model again, or train it with `demarche train`";

std::uint64_t checksum(std::string_view bytes) {
  return XXH64(bytes.data(), bytes.size(), 0);
}

struct Header {
  std::uint32_t version = 0;
  std::uint32_t sections = 0;
  std::uint64_t size = 0;
  std::uint64_t sum = 0;
};

tl::unexpected<Error> damaged(const std::string& where, std::size_t offset, const std::string& what) {
  return fail(ErrorKind::Malformed, where + " at byte " + std::to_string(offset),
              what + "; " + std::string(kAdvice));
}

Result<Header> parse_header(std::string_view bytes, const std::string& where) {
  if (bytes.size() < kMagic.size() || bytes.substr(0, kMagic.size()) != kMagic) {
    return damaged(where, 0, "this is not a model of Demarche (wrong magic)");
  }
  if (bytes.size() < kHeaderBytes) return damaged(where, bytes.size(), "the file ends inside its header");
  ByteReader in(bytes.substr(kMagic.size()));
  Header header;
  header.version = in.u32();
  header.sections = in.u32();
  header.size = in.u64();
  header.sum = in.u64();
  if (header.version != kModelFormatVersion) {
    const bool newer = header.version > kModelFormatVersion;
    return fail(ErrorKind::Version, where + " at byte 8",
                "model format " + std::to_string(header.version) + ", but this program reads format " +
                    std::to_string(kModelFormatVersion) +
                    (newer ? "; update the program, or fetch the model of its version"
                           : "; fetch the model of this version, or train it with `demarche train`"));
  }
  if (header.size != bytes.size()) {
    return damaged(where, bytes.size(),
                   "the file has " + std::to_string(bytes.size()) + " bytes instead of " +
                       std::to_string(header.size) + " (an interrupted copy?)");
  }
  if (header.sum != checksum(bytes.substr(kHeaderBytes))) {
    return damaged(where, kHeaderBytes, "the checksum does not fit the content");
  }
  return header;
}

}  // namespace

void ModelFile::add(std::string_view name, std::string bytes) {
  assert(!name.empty() && name.size() <= kMaxSectionName && !has(name));
  sections_.emplace_back(name, std::move(bytes));
}

std::string ModelFile::serialise() const {
  std::string body;
  std::uint64_t offset = kHeaderBytes + kEntryBytes * sections_.size();
  for (const auto& [name, bytes] : sections_) {
    body += name;
    body.append(kNameBytes - name.size(), '\0');
    put_u64(body, offset);
    put_u64(body, bytes.size());
    offset += bytes.size();
  }
  for (const auto& [name, bytes] : sections_) body += bytes;
  std::string out(kMagic);
  put_u32(out, kModelFormatVersion);
  put_u32(out, static_cast<std::uint32_t>(sections_.size()));
  put_u64(out, kHeaderBytes + body.size());
  put_u64(out, checksum(body));
  return out + body;
}

Result<void> ModelFile::write(const std::filesystem::path& path) const {
  return write_file(path, serialise());
}

Result<ModelFile> ModelFile::parse(std::string_view bytes, const std::string& where) {
  const auto header = parse_header(bytes, where);
  if (!header) return tl::unexpected(header.error());
  const std::uint64_t table = kHeaderBytes + std::uint64_t{kEntryBytes} * header->sections;
  if (header->sections > kMaxSections || table > bytes.size()) {
    return damaged(where, 12, "impossible number of sections");
  }
  ModelFile file;
  file.where_ = where;
  std::uint64_t expected = table;
  for (std::size_t i = 0; i < header->sections; ++i) {
    const std::size_t at = kHeaderBytes + i * kEntryBytes;
    const std::string_view padded = bytes.substr(at, kNameBytes);
    const std::string_view name = padded.substr(0, padded.find('\0'));
    ByteReader in(bytes.substr(at + kNameBytes, 16));
    const std::uint64_t offset = in.u64();
    const std::uint64_t size = in.u64();
    if (name.empty() || name.size() > kMaxSectionName || file.has(name)) {
      return damaged(where, at, "bad or repeated section name");
    }
    if (offset != expected || size > bytes.size() - offset) {
      return damaged(where, at + kNameBytes, "section \"" + std::string(name) + "\" does not fit the file");
    }
    expected += size;
    file.sections_.emplace_back(name, bytes.substr(offset, size));
  }
  if (expected != bytes.size()) return damaged(where, expected, "bytes behind the last section");
  return file;
}

Result<ModelFile> ModelFile::read(const std::filesystem::path& path) {
  const auto bytes = read_file(path, kMaxModelBytes);
  if (!bytes) return tl::unexpected(bytes.error());
  return parse(*bytes, path.string());
}

Result<std::string_view> ModelFile::section(std::string_view name) const {
  for (const auto& [key, bytes] : sections_) {
    if (key == name) return std::string_view(bytes);
  }
  return fail(ErrorKind::Malformed, where_,
              "section \"" + std::string(name) + "\" is missing; " + std::string(kAdvice));
}

bool ModelFile::has(std::string_view name) const {
  for (const auto& section : sections_) {
    if (section.first == name) return true;
  }
  return false;
}

}  // namespace demarche::language
