#include "service/transport/decision_service.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

#include "service/base/excerpt.h"
#include "service/decisions/stored_decision.h"
#include "service/transport/grpc_call.h"
#include "service/transport/unread_watch.h"

namespace izin {
namespace {

// One value for each span of the log that cannot be read; the rest is counted.
void AddLost(grpc::CallbackServerContext& context, const std::vector<LostSpan>& lost) {
  constexpr std::size_t kMaxNamed = 10;
  for (std::size_t i = 0; i < std::min(lost.size(), kMaxNamed); ++i) {
    const std::string text = Describe(lost[i]);
    context.AddTrailingMetadata(kDataLossTrailer, std::string(CutAtCharacter(text, 500)));
  }
  if (lost.size() > kMaxNamed) {
    context.AddTrailingMetadata(kDataLossTrailer,
                                absl::StrCat("and ", lost.size() - kMaxNamed, " more spans"));
  }
}

// By what a gate found out; without one everybody reads everything.
DecisionReader ReaderOf(const OpenCall& call) {
  const Caller* const caller = call.pass.caller.get();
  if (caller == nullptr || caller->reads_all_decisions) return {};
  return {.only_of = caller->name};
}

// What the call asks for, for the account of it.
void Note(const v1::ReplayDecisionsRequest& request, const OpenCall& call) {
  if (call.pass.notes == nullptr) return;
  call.pass.notes->what = {{"ruleset", Excerpt(request.ruleset(), 120)},
                           {"from_time", Excerpt(request.from_time(), 40)},
                           {"to_time", Excerpt(request.to_time(), 40)}};
}

using ReplayReactor = grpc::ServerWriteReactor<grpc::ByteBuffer>;

// Sends what differs, one after the other. The log is read in steps on the pool; between them,
// while the caller is slow, the stream holds no thread.
class ReplayStream final : public ReplayReactor {
 public:
  // Ends `call`, which has begun.
  ReplayStream(Replay replay, WorkerPool::Ticket ticket, const DecisionServiceImpl::Parts& parts,
               OpenCall call, grpc::CallbackServerContext& context)
      : replay_(std::move(replay)),
        ticket_(std::move(ticket)),
        calls_(parts.calls),
        call_(std::move(call)),
        context_(context),
        watch_(UnreadWatch::Start(context, parts.unread_limit)) {
    ReadOn();
  }

  void OnWriteDone(bool is_ok) override {
    watch_->WriteEnds();
    if (!is_ok) return End(grpc::Status::CANCELLED);
    GoOn();
  }
  void OnDone() override {
    watch_->End();
    calls_.EndStream(call_, code_);
    delete this;
  }

 private:
  void End(const grpc::Status& status) {
    code_ = status.error_code();
    Finish(status);
  }

  void ReadOn() {
    ticket_.Run([this] {
      found_.clear();
      next_ = 0;
      status_ = replay_.Step([this] { return IsOver(context_); }, found_);
      GoOn();
    });
  }

  void GoOn() {
    if (IsOver(context_)) return End(grpc::Status::CANCELLED);
    if (next_ < found_.size()) return SendNext();
    if (!status_.ok()) return End(ToGrpcStatus(status_));
    if (replay_.is_done()) {
      AddLost(context_, replay_.lost());
      return End(ToGrpcStatus(replay_.Outcome()));
    }
    ReadOn();
  }

  void SendNext() {
    sent_ = Encoded(found_[next_++]);
    watch_->WriteBegins();
    StartWrite(&sent_);
  }

  Replay replay_;
  const WorkerPool::Ticket ticket_;
  Calls& calls_;
  const OpenCall call_;
  grpc::StatusCode code_ = grpc::StatusCode::UNKNOWN;
  grpc::CallbackServerContext& context_;
  std::vector<v1::ReplayDecisionsResponse> found_;  // of the last step
  std::size_t next_ = 0;                            // of them to be sent
  grpc::ByteBuffer sent_;                           // of the last write
  absl::Status status_;
  const std::shared_ptr<UnreadWatch> watch_;
};

}  // namespace

grpc::ServerUnaryReactor* DecisionServiceImpl::GetDecision(grpc::CallbackServerContext* context,
                                                           const grpc::ByteBuffer* request,
                                                           grpc::ByteBuffer* response) {
  const OpenCall call = parts_.calls.Begin(MethodOf<v1::GetDecisionRequest>(), context);
  return ServeBegun<v1::GetDecisionRequest, v1::GetDecisionResponse>(
      parts_.calls, call, request, response, [&](const auto& message, auto& answer) {
        return Into(handler_.Get(message, ReaderOf(call)), answer.mutable_decision());
      });
}

grpc::ServerUnaryReactor* DecisionServiceImpl::ListDecisions(grpc::CallbackServerContext* context,
                                                             const grpc::ByteBuffer* request,
                                                             grpc::ByteBuffer* response) {
  const OpenCall call = parts_.calls.Begin(MethodOf<v1::ListDecisionsRequest>(), context);
  return ServeBegun<v1::ListDecisionsRequest, v1::ListDecisionsResponse>(
      parts_.calls, call, request, response, [&](const auto& message, auto& answer) {
        std::vector<LostSpan> lost;
        absl::StatusOr<v1::ListDecisionsResponse> page = handler_.List(
            message, [context] { return IsOver(*context); }, lost, ReaderOf(call));
        AddLost(*context, lost);
        return Into(std::move(page), &answer);
      });
}

grpc::ServerWriteReactor<grpc::ByteBuffer>* DecisionServiceImpl::ReplayDecisions(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer* request) {
  grpc::Status refusal;
  OpenCall call =
      parts_.calls.BeginStream(MethodOf<v1::ReplayDecisionsRequest>(), *context, refusal);
  if (call.is_refused) return new RefusedStream<ReplayReactor>(refusal);
  const auto refuse = [&](const grpc::Status& status) {
    parts_.calls.EndStream(call, status.error_code());
    return new RefusedStream<ReplayReactor>(status);
  };
  v1::ReplayDecisionsRequest message;
  const absl::Status read = ReadRequest(*request, message);
  if (!read.ok()) return refuse(ToGrpcStatus(read));
  Note(message, call);
  absl::StatusOr<Replay> replay = handler_.Replay(message, ReaderOf(call));
  if (!replay.ok()) return refuse(ToGrpcStatus(replay.status()));
  std::optional<WorkerPool::Ticket> ticket = parts_.replays.Admit();
  if (!ticket.has_value()) return refuse(TooManyCalls("ReplayDecisions"));
  return new ReplayStream(*std::move(replay), *std::move(ticket), parts_, std::move(call),
                          *context);
}

}  // namespace izin
