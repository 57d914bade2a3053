#include <algorithm>
#include <limits>
#include <utility>

#include <demarche/base/hash.hpp>
#include <demarche/base/utf8.hpp>

#include "codec.hpp"
#include "log_parts.hpp"

namespace demarche::record {
namespace {

constexpr std::string_view kSelectEntries =
    "SELECT e.seq, e.document, e.version, e.coder, e.replaces, e.source, e.published, e.url, e.title, "
    "e.text, "
    "e.published_at, e.first_seen, e.recorded, e.content, e.simhash, e.moves, e.chain ";

// Of what is kept of a fold, some 60 bytes a mention; and of the row that it stands in.
constexpr std::size_t kMaxFoundBytes = std::size_t{512} << 20U;
constexpr int kMaxRowBytes = static_cast<int>(kMaxFoundBytes) + (1 << 20);

}  // namespace

Result<std::map<std::int64_t, std::string>> Log::Parts::coder_names() const {
  auto statement = database.prepare("SELECT id, name FROM coder");
  if (!statement) return tl::unexpected(statement.error());
  std::map<std::int64_t, std::string> out;
  for (;;) {
    const auto row = statement->step();
    if (!row) return tl::unexpected(row.error());
    if (!*row) return out;
    out.emplace(statement->integer(0), statement->text(1));
  }
}

Result<Entry> Log::Parts::entry_of(const Statement& row, const std::map<std::int64_t, std::string>& names,
                                   bool with_text, bool whole) const {
  Entry e;
  e.seq = from_column(row.integer(kSeq));
  const auto coder = names.find(row.integer(kCoder));
  if (coder == names.end()) return tl::unexpected(damaged(e.seq, "its coder is missing"));
  const std::int64_t version = row.integer(kVersion);
  if (version < 1 || version > std::numeric_limits<std::uint32_t>::max()) {
    return tl::unexpected(damaged(e.seq, "its version is out of range"));
  }
  e.version = static_cast<std::uint32_t>(version);
  e.coder = coder->second;
  e.document = row.text(kDocument);
  e.source = row.text(kSource);
  e.url = row.text(kUrl);
  e.title = row.text(kTitle);
  if (with_text) e.text = row.text(kText);
  const std::string_view published = row.text(kPublished);
  for (const std::string_view text :
       {std::string_view(e.document), std::string_view(e.source), std::string_view(e.url),
        std::string_view(e.title), std::string_view(e.text), published}) {
    if (!utf8::valid(text)) return tl::unexpected(damaged(e.seq, "its text is no UTF-8"));
  }
  e.clocks = {Instant(row.integer(kPublishedAt)), Instant(row.integer(kFirstSeen)),
              Instant(row.integer(kRecorded))};
  for (const Instant clock : {e.clocks.published, e.clocks.first_seen, e.clocks.recorded}) {
    if (clock < kFirstInstant || clock > kLastInstant)
      return tl::unexpected(damaged(e.seq, "a date is out of range"));
  }
  e.content = from_column(row.integer(kContent));
  e.simhash = from_column(row.integer(kSimhash));
  auto moves = decode_moves(row.blob(kMoves), {e.document, published, e.source, e.coder, whole});
  if (!moves) return tl::unexpected(damaged(e.seq, moves.error().what));
  e.moves = std::move(*moves);
  return e;
}

Result<std::vector<Entry>> Log::read(const Read& what) const {
  const Parts& p = *parts_;
  const auto names = p.coder_names();
  if (!names) return tl::unexpected(names.error());
  std::string sql(kSelectEntries);
  sql += what.text ? ", t.text FROM entry e JOIN text t ON t.id = e.text " : "FROM entry e ";
  sql += "WHERE e.seq <= ?1 AND max(e.published_at, e.first_seen) <= ?2 ";
  if (what.moves_only) sql += "AND (e.moves <> x'' OR e.replaces <> 0) ";
  sql += "ORDER BY e.seq";
  auto statement = p.database.prepare(sql);
  if (!statement) return tl::unexpected(statement.error());
  constexpr std::int64_t kAll = std::numeric_limits<std::int64_t>::max();
  statement->bind(1, what.last ? as_column(std::min(*what.last, from_column(kAll))) : kAll);
  statement->bind(2, what.as_of ? what.as_of->seconds() : kAll);
  std::vector<Entry> out;
  if (const auto all = size())
    out.reserve(*all);  // address space, mostly; growing would copy every entry again
  for (;;) {
    const auto row = statement->step();
    if (!row) return tl::unexpected(row.error());
    if (!*row) return out;
    auto entry = p.entry_of(*statement, *names, what.text, what.whole);
    if (!entry) return tl::unexpected(entry.error());
    out.push_back(std::move(*entry));
  }
}

Result<std::uint64_t> Log::size() const {
  const auto last = parts_->database.integer("SELECT max(seq) FROM entry");
  if (!last) return tl::unexpected(last.error());
  return from_column(*last);
}

Result<std::optional<Instant>> Log::last_recorded() const {
  auto statement = parts_->database.prepare("SELECT recorded FROM entry ORDER BY seq DESC LIMIT 1");
  if (!statement) return tl::unexpected(statement.error());
  const auto row = statement->step();
  if (!row) return tl::unexpected(row.error());
  return *row ? std::optional(Instant(statement->integer(0))) : std::nullopt;
}

// --- checking

Result<std::uint64_t> Log::verify() const {
  const Parts& p = *parts_;
  const auto sound = p.database.text("PRAGMA integrity_check(1)");
  if (!sound) return tl::unexpected(sound.error());
  if (*sound != "ok") return fail(ErrorKind::Malformed, p.database.path(), "is damaged: " + *sound);
  const auto names = p.coder_names();
  if (!names) return tl::unexpected(names.error());
  auto row = p.database.prepare(std::string(kSelectEntries) +
                                ", t.text FROM entry e LEFT JOIN text t ON t.id = e.text ORDER BY e.seq");
  if (!row) return tl::unexpected(row.error());
  Head head;
  for (;;) {
    const auto stepped = row->step();
    if (!stepped) return tl::unexpected(stepped.error());
    if (!*stepped) return head.seq;
    const auto entry = p.entry_of(*row, *names, true, true);
    if (!entry) return tl::unexpected(entry.error());
    if (entry->seq != head.seq + 1) return tl::unexpected(p.damaged(head.seq + 1, "it is missing"));
    if (entry->clocks.recorded < head.recorded)
      return tl::unexpected(p.damaged(entry->seq, "it was recorded before the one in front"));
    std::string chain = chain_of(head.chain, *entry, row->text(kPublished), row->blob(kMoves));
    if (chain != row->blob(kChain)) return tl::unexpected(p.damaged(entry->seq, "its hash is another"));
    head = {entry->seq, entry->clocks.recorded, std::move(chain)};
  }
}

// --- checkpoints

Result<void> Log::save(const Checkpoint& checkpoint) {
  auto statement = parts_->database.prepare(
      "INSERT INTO checkpoint(entries, folder, as_of, hash) VALUES(?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING");
  if (!statement) return tl::unexpected(statement.error());
  statement->bind(1, as_column(checkpoint.entries));
  statement->bind(2, std::string_view(checkpoint.folder));
  statement->bind(3, checkpoint.as_of.seconds());
  statement->bind(4, std::string_view(checkpoint.hash));
  if (auto saved = statement->run(); !saved) return saved;
  ++parts_->since;
  return {};
}

Result<std::optional<Log::Checkpoint>> Log::last_checkpoint() const {
  auto statement = parts_->database.prepare(
      "SELECT entries, folder, as_of, hash FROM checkpoint ORDER BY entries DESC, rowid DESC LIMIT 1");
  if (!statement) return tl::unexpected(statement.error());
  const auto row = statement->step();
  if (!row) return tl::unexpected(row.error());
  if (!*row) return std::nullopt;
  return Checkpoint{from_column(statement->integer(0)), Instant(statement->integer(2)),
                    std::string(statement->text(1)), std::string(statement->text(3))};
}

// --- the kept fold

Result<void> Log::keep(std::uint64_t entries, Instant as_of, const std::string& folder,
                       std::string_view found) {
  const Database& database = parts_->database;
  auto cleared = parts_->database.run("DELETE FROM found");
  if (!cleared) return cleared;
  ++parts_->since;
  const auto known = database.integer("SELECT max(max(published_at, first_seen)) FROM entry");
  if (!known) return tl::unexpected(known.error());
  // Beyond that queries fold the log again, as they do where the entries are not known yet.
  if (*known > as_of.seconds() || found.size() > kMaxFoundBytes) return {};
  const AllowLarge allowed = database.allow_large(kMaxRowBytes);
  auto statement = database.prepare(
      "INSERT INTO found(entries, known, folder, checksum, bytes) VALUES(?1, ?2, ?3, ?4, ?5)");
  if (!statement) return tl::unexpected(statement.error());
  statement->bind(1, as_column(entries));
  statement->bind(2, *known);
  statement->bind(3, std::string_view(folder));
  statement->bind(4, as_column(Fnv1a().field(found).value()));
  statement->bind_blob(5, found);
  return statement->run();
}

Result<std::optional<Log::Found>> Log::kept() const {
  const Database& database = parts_->database;
  const auto there = database.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'found'");
  if (!there) return tl::unexpected(there.error());
  if (*there == 0) return std::nullopt;
  const AllowLarge allowed = database.allow_large(kMaxRowBytes);
  auto statement = database.prepare(
      "SELECT entries, known, folder, checksum, bytes FROM found "
      "WHERE entries = (SELECT max(seq) FROM entry)");
  if (!statement) return tl::unexpected(statement.error());
  const auto row = statement->step();
  if (!row) return tl::unexpected(row.error());
  if (!*row) return std::nullopt;
  const std::string_view bytes = statement->blob(4);
  if (as_column(Fnv1a().field(bytes).value()) != statement->integer(3)) return std::nullopt;
  return Found{from_column(statement->integer(0)), Instant(statement->integer(1)),
               std::string(statement->text(2)), std::string(bytes)};
}

}  // namespace demarche::record
