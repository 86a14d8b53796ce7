#include "service/reclassify/piece_maker.h"

#include "service/reclassify/change_rows.h"

namespace izin {
namespace {

constexpr std::size_t kMostEarlierKeys = 30'000;
constexpr std::size_t kMostBodies = 60'000;

}  // namespace

PieceSpace::PieceSpace(const RunRulesets& run, std::size_t max_bytes)
    : lines(max_bytes / 8 * 5),
      texts(max_bytes / 16 * 3),
      shapes(max_bytes / 16 * 3),
      earlier_shapes(kMostEarlierKeys),
      bodies(kMostBodies) {
  for (const RunRuleset& ruleset : run.earlier())
    earlier.push_back(std::make_unique<Earlier>(*ruleset.ruleset));
}

std::optional<PackedKey> PieceMaker::EarlierKey(const ActivityKey& key) const {
  const PieceSpace::Earlier& earlier = *space_.earlier[key.from];
  ActivityKey read = key;
  KbliEdition edition = static_cast<KbliEdition>(key.edition);
  if (edition == KbliEdition::kUnspecified) edition = rulesets_.earlier()[key.from].edition;
  DropUnread(earlier.inputs.ReadFor(edition, key.code), read);
  if (!earlier.classes.tells_codes_apart()) {
    read.code = earlier.classes.ClassOf(edition, key.code);
    read.edition = 0;
    read.scope_code = 0;  // without levels there are no scopes
    read.scope_number = 0;
  }
  return Pack(read);
}

bool PieceMaker::HasEarlier(const TypedRow& row, std::uint8_t from, RowFault& fault) {
  if (!has_earlier_) is_refused_ = !maker_.AskEarlier(row, from, fault);
  has_earlier_ = true;
  return !is_refused_;
}

std::optional<std::uint32_t> PieceMaker::ShapeOf(const Decision& answer) {
  AnswerShapes::Read(answer, shape_);
  return space_.shapes.NumberOf(shape_);
}

std::optional<std::uint32_t> PieceMaker::EarlierShape(const TypedRow& row, const ActivityKey& key,
                                                      RowFault& fault) {
  const std::optional<PackedKey> packed = EarlierKey(key);
  if (packed.has_value() && !has_earlier_) {
    if (const auto found = space_.earlier_shapes.Find(*packed); found.has_value()) return found;
  }
  if (!HasEarlier(row, key.from, fault)) return std::nullopt;
  const std::optional<std::uint32_t> shape = ShapeOf(maker_.earlier(key.from));
  if (packed.has_value() && shape.has_value()) space_.earlier_shapes.Insert(*packed, *shape);
  return shape;
}

std::optional<BodyPieces> PieceMaker::BodyOf(const TypedRow& row, const ActivityKey& key,
                                             RowFault& fault) {
  const std::optional<std::uint32_t> to = ShapeOf(maker_.later());
  const std::optional<std::uint32_t> from =
      maker_.IsSame(key.from) ? to : EarlierShape(row, key, fault);
  if (!to.has_value() || !from.has_value()) return std::nullopt;
  const std::uint64_t shapes = std::uint64_t{*from} << 32 | *to;
  if (const auto found = space_.bodies.Find(shapes); found.has_value()) return found;
  if (!HasEarlier(row, key.from, fault)) return std::nullopt;
  const Comparison comparison = Compare(row, maker_.earlier(key.from), maker_.later());
  RowFigures figures = FiguresOf(comparison);
  figures.section = 0;  // of the head
  const auto body = space_.texts.NumberOf(CsvBody(comparison), figures);
  const auto duties = space_.texts.NumberOf(CsvDuties(comparison.change), RowFigures());
  if (!body.has_value() || !duties.has_value()) return std::nullopt;
  const BodyPieces pieces{.body = *body, .duties = *duties};
  space_.bodies.Insert(shapes, pieces);
  return pieces;
}

// A ruleset without risk levels settles a code by itself, whatever else the row says.
std::optional<std::uint32_t> PieceMaker::EarlierCode(const TypedRow& row, const ActivityKey& key,
                                                     RowFault& fault) {
  if (rulesets_.earlier()[key.from].ruleset->data().has_risk_levels) {
    if (!HasEarlier(row, key.from, fault)) return std::nullopt;
    return static_cast<std::uint32_t>(maker_.earlier(key.from).code.number());
  }
  NumberMap<std::uint32_t>& codes = space_.earlier[key.from]->codes;
  const std::uint32_t asked = std::uint32_t{key.edition} << 24 | key.code;
  if (const auto found = codes.Find(asked); found.has_value()) return found;
  if (!HasEarlier(row, key.from, fault)) return std::nullopt;
  const auto code = static_cast<std::uint32_t>(maker_.earlier(key.from).code.number());
  codes.Insert(asked, code);
  return code;
}

PieceMaker::Made PieceMaker::Make(const TypedRow& row, const ActivityKey& key, RowPieces& pieces,
                                  RowFault& fault) {
  has_earlier_ = false;
  is_refused_ = false;
  if (!maker_.AskLater(row, key.from, fault)) return Made::kRefused;
  const Decision& later = maker_.later();
  // What the code was before says of what section it is, where a person must choose what it is now.
  if (later.code_index < 0 && !HasEarlier(row, key.from, fault)) return Made::kRefused;
  pieces.documents = {};
  if (const Ruleset& from = *rulesets_.earlier()[key.from].ruleset;
      TellsOfDocuments(*rulesets_.later().ruleset, from)) {
    const std::optional<std::uint32_t> code = EarlierCode(row, key, fault);
    if (!code.has_value()) return Made::kRefused;
    pieces.documents = DocumentCaseOf(from, static_cast<int>(*code), later);
  }
  const std::optional<BodyPieces> body = BodyOf(row, key, fault);
  if (is_refused_) return Made::kRefused;
  RowFigures section;
  section.section = SectionOf(maker_.earlier(key.from), later);
  const auto head = space_.texts.NumberOf(CsvHead(row, later), section);
  const auto tail = space_.texts.NumberOf(CsvCandidates(later) + "\n", RowFigures());
  if (!body.has_value() || !head.has_value() || !tail.has_value()) return Made::kNoRoom;
  pieces.head = *head;
  pieces.body = body->body;
  pieces.duties = body->duties;
  pieces.tail = *tail;
  return Made::kMade;
}

}  // namespace izin
