#include "service/reclassify/piece_maker.h"

#include <algorithm>
#include <utility>

#include "absl/numeric/bits.h"

#include "service/reclassify/change_rows.h"
#include "service/reclassify/code_shapes.h"
#include "service/reclassify/old_documents.h"

namespace izin {
namespace {

// How many entries a map of so many bytes takes: as many as it has room for before it grows again.
template <typename Key, typename Value>
std::size_t EntriesIn(std::size_t bytes) {
  constexpr std::size_t kBytes = sizeof(std::pair<const Key, Value>) + 1;
  return absl::bit_floor(bytes / kBytes) / 8 * 7;
}

constexpr std::size_t kLeastTextBytes = 1024;
constexpr std::size_t kMostEarlier = 256;  // answers that are kept to be compared with

// The tail of most lines: the first text of all.
std::uint32_t NoChoice(PieceTexts& texts) {
  return texts.NumberOf(CsvCandidates(Decision()) + "\n", RowFigures()).value_or(0);
}

}  // namespace

PieceSpace::PieceSpace(const RunRulesets& run, std::size_t max_bytes)
    : texts(std::max(max_bytes / 64 * 23, kLeastTextBytes)),
      no_choice(NoChoice(texts)),
      shapes(max_bytes / 4),
      heads(EntriesIn<PackedKey, HeadPieces>(max_bytes / 16)),
      earlier_codes(EntriesIn<PackedKey, EarlierCode>(max_bytes / 32)),
      earlier_shapes(EntriesIn<PackedKey, std::uint32_t>(max_bytes / 16)),
      later_shapes(EntriesIn<PackedKey, std::uint32_t>(max_bytes / 6)),
      compared(EntriesIn<std::uint64_t, BodyPieces>(max_bytes / 16)),
      later_reads({&*run.later().ruleset}) {
  for (const RunRuleset& ruleset : run.earlier())
    reads.push_back(std::make_unique<const CodeInputs>(std::vector{&*ruleset.ruleset}));
}

bool PieceMaker::HasLater() {
  if (!has_later_) is_refused_ = !maker_.AskLater(*row_, key_->from, fault_);
  has_later_ = true;
  return !is_refused_;
}

bool PieceMaker::HasEarlier() {
  if (!HasLater()) return false;  // whose refusal comes first
  if (!has_earlier_) is_refused_ = !maker_.AskEarlier(*row_, key_->from, fault_);
  has_earlier_ = true;
  return !is_refused_;
}

std::optional<std::uint32_t> PieceMaker::KindOf(const Decision& answer) {
  ReadCodeShape(answer, shape_);
  return space_.shapes.NumberOf(shape_);
}

std::optional<std::uint32_t> PieceMaker::ShapeOf(const Decision& answer) {
  AnswerShapes::Read(answer, shape_);
  return space_.shapes.NumberOf(shape_);
}

// A ruleset without risk levels settles a code by itself, whatever scope and scale go with it.
std::optional<PieceSpace::EarlierCode> PieceMaker::EarlierCodeOf() {
  ActivityKey part = CodePartOf(*key_);
  if (!rulesets_.earlier()[key_->from].ruleset->data().has_risk_levels) {
    part = ActivityKey();
    part.code = key_->code;
    part.from = key_->from;
    part.edition = key_->edition;
  }
  const std::optional<PackedKey> packed = Pack(part);
  if (!packed.has_value()) return std::nullopt;
  if (const auto found = space_.earlier_codes.Find(*packed); found.has_value()) return found;
  if (!HasEarlier()) return std::nullopt;
  const Decision& earlier = maker_.earlier(key_->from);
  const std::optional<std::uint32_t> kind = KindOf(earlier);
  if (!kind.has_value()) return std::nullopt;
  const PieceSpace::EarlierCode code{.kind = *kind,
                                     .number = static_cast<std::uint32_t>(earlier.code.number()),
                                     .section = SectionOf(earlier, earlier)};
  space_.earlier_codes.Insert(*packed, code);
  return code;
}

std::optional<HeadPieces> PieceMaker::HeadOf() {
  if (!HasLater()) return std::nullopt;
  const Decision& later = maker_.later();
  const std::optional<PieceSpace::EarlierCode> earlier = EarlierCodeOf();
  const std::optional<std::uint32_t> kind = KindOf(later);
  if (!earlier.has_value() || !kind.has_value()) return std::nullopt;
  const AnswerShapes::Shape both = {earlier->kind, *kind};
  RowFigures section;
  // What the code was before says of what section it is, where a person must choose what it is now.
  section.section = later.code_index < 0 ? earlier->section : SectionOf(later, later);
  const bool has_tail = HasChoice(later.outcome);
  const auto of_both = space_.shapes.NumberOf(both);
  const auto head = space_.texts.NumberOf(CsvHead(*row_, later), section);
  const auto tail = has_tail ? space_.texts.NumberOf(CsvCandidates(later) + "\n", RowFigures())
                             : std::optional<std::uint32_t>(space_.no_choice);
  if (!of_both.has_value() || !head.has_value() || !tail.has_value()) return std::nullopt;
  const Ruleset& from = *rulesets_.earlier()[key_->from].ruleset;
  return HeadPieces{
      .head = *head,
      .tail = *tail,
      .kind = *of_both,
      .earlier_kind = earlier->kind,
      .later_kind = *kind,
      .scale = static_cast<std::uint8_t>(later.scale),
      .has_tail = has_tail,
      .is_of_old_regime = TellsOfDocuments(*rulesets_.later().ruleset, from),
      .is_code_changed = earlier->number != static_cast<std::uint32_t>(later.code.number())};
}

ActivityKey PieceMaker::ReadBy(const CodeInputs& reads, std::uint32_t kind) const {
  ActivityKey read = RestOf(*key_);
  KbliEdition edition = static_cast<KbliEdition>(key_->edition);
  if (edition == KbliEdition::kUnspecified) edition = rulesets_.earlier()[key_->from].edition;
  DropUnread(reads.ReadFor(edition, key_->code), read);
  read.code = kind;
  read.from = key_->from;  // what it has of scopes and parameters is no fault of the row
  return read;
}

std::optional<std::uint32_t> PieceMaker::EarlierShape(const HeadPieces& head) {
  const std::optional<PackedKey> packed =
      Pack(ReadBy(*space_.reads[key_->from], head.earlier_kind));
  if (packed.has_value()) {
    if (const auto found = space_.earlier_shapes.Find(*packed); found.has_value()) return found;
  }
  if (!HasEarlier()) return std::nullopt;
  const std::optional<std::uint32_t> shape = ShapeOf(maker_.earlier(key_->from));
  if (packed.has_value() && shape.has_value()) space_.earlier_shapes.Insert(*packed, *shape);
  return shape;
}

std::optional<std::uint32_t> PieceMaker::LaterShape(const HeadPieces& head) {
  const std::optional<PackedKey> packed = Pack(ReadBy(space_.later_reads, head.later_kind));
  if (packed.has_value()) {
    if (const auto found = space_.later_shapes.Find(*packed); found.has_value()) return found;
  }
  if (!HasLater()) return std::nullopt;
  const std::optional<std::uint32_t> shape = ShapeOf(maker_.later());
  if (packed.has_value() && shape.has_value()) space_.later_shapes.Insert(*packed, *shape);
  return shape;
}

const Decision* PieceMaker::EarlierOf(std::uint32_t shape) {
  if (maker_.IsSame(key_->from)) return &maker_.later();
  if (const auto found = earlier_.find(shape); found != earlier_.end()) return found->second.get();
  if (!HasEarlier()) return nullptr;
  if (earlier_.size() >= kMostEarlier) return &maker_.earlier(key_->from);
  has_earlier_ = false;  // it is gone
  auto kept = std::make_unique<const Decision>(maker_.TakeEarlier());
  return earlier_.emplace(shape, std::move(kept)).first->second.get();
}

std::optional<BodyPieces> PieceMaker::BodyOf(const HeadPieces& head) {
  const std::optional<std::uint32_t> to = LaterShape(head);
  if (!to.has_value()) return std::nullopt;
  const std::optional<std::uint32_t> from = maker_.IsSame(key_->from) ? to : EarlierShape(head);
  if (!from.has_value()) return std::nullopt;
  const std::uint64_t shapes = std::uint64_t{*from} << 32 | *to;
  if (const auto found = space_.compared.Find(shapes); found.has_value()) return found;
  const Decision* const earlier = HasLater() ? EarlierOf(*from) : nullptr;
  if (earlier == nullptr) return std::nullopt;
  const Comparison comparison = Compare(*row_, *earlier, maker_.later(), IsReason);
  RowFigures figures = FiguresOf(comparison);
  figures.section = 0;  // of the head
  const auto body = space_.texts.NumberOf(CsvBody(comparison), figures);
  const auto duties = space_.texts.NumberOf(CsvDuties(comparison.change), RowFigures());
  if (!body.has_value() || !duties.has_value()) return std::nullopt;
  const BodyPieces pieces{.body = *body,
                          .duties = *duties,
                          .outcome = static_cast<std::uint8_t>(maker_.later().outcome),
                          .level = static_cast<std::uint8_t>(maker_.later().risk_level)};
  space_.compared.Insert(shapes, pieces);
  return pieces;
}

PieceMaker::Made PieceMaker::Make(const TypedRow& row, const ActivityKey& key, HeadPieces& head,
                                  BodyPieces& body) {
  row_ = &row;
  key_ = &key;
  has_later_ = false;
  has_earlier_ = false;
  is_refused_ = false;
  const auto failed = [this] { return is_refused_ ? Made::kRefused : Made::kNoRoom; };
  const std::optional<PackedKey> head_key = Pack(CodePartOf(key));
  if (!head_key.has_value()) return Made::kNoRoom;
  std::optional<HeadPieces> found_head = space_.heads.Find(*head_key);
  const auto make_head = [&] {
    found_head = HeadOf();
    if (found_head.has_value()) space_.heads.Insert(*head_key, *found_head);
    return found_head.has_value();
  };
  if (!found_head.has_value() && !make_head()) return failed();
  const std::optional<BodyPieces> found_body = BodyOf(*found_head);
  if (!found_body.has_value()) return failed();
  const bool lacks_tail =
      HasChoice(static_cast<Outcome>(found_body->outcome)) && !found_head->has_tail;
  if (lacks_tail && !make_head()) return failed();
  head = *found_head;
  body = *found_body;
  return Made::kMade;
}

}  // namespace izin
