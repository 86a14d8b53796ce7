#include "service/transport/decision_service.h"

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "service/transport/grpc_call.h"
#include "service/transport/unread_watch.h"

namespace izin {
namespace {

using ReplayReactor = grpc::ServerWriteReactor<grpc::ByteBuffer>;

// Sends what differs, one after the other. The log is read in steps on the pool; between them,
// while the caller is slow, the stream holds no thread.
class ReplayStream final : public ReplayReactor {
 public:
  ReplayStream(Replay replay, WorkerPool::Ticket ticket, const DecisionServiceImpl::Parts& parts,
               grpc::CallbackServerContext& context)
      : replay_(std::move(replay)),
        ticket_(std::move(ticket)),
        calls_(parts.calls),
        context_(context),
        watch_(UnreadWatch::Start(context, parts.unread_limit)) {
    calls_.BeginStream();
    ReadOn();
  }

  void OnWriteDone(bool is_ok) override {
    watch_->WriteEnds();
    if (!is_ok) return Finish(grpc::Status::CANCELLED);
    GoOn();
  }
  void OnDone() override {
    watch_->End();
    calls_.EndStream();
    delete this;
  }

 private:
  void ReadOn() {
    ticket_.Run([this] {
      found_.clear();
      next_ = 0;
      status_ = replay_.Step([this] { return context_.IsCancelled(); }, found_);
      GoOn();
    });
  }

  void GoOn() {
    if (context_.IsCancelled()) return Finish(grpc::Status::CANCELLED);
    if (next_ < found_.size()) return SendNext();
    if (!status_.ok() || replay_.is_done()) return Finish(ToGrpcStatus(status_));
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
  const grpc::CallbackServerContext& context_;
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
  return Serve<v1::GetDecisionRequest, v1::GetDecisionResponse>(
      parts_.calls, context, request, response, [this](const auto& message, auto& answer) {
        return Into(handler_.Get(message), answer.mutable_decision());
      });
}

grpc::ServerUnaryReactor* DecisionServiceImpl::ListDecisions(grpc::CallbackServerContext* context,
                                                             const grpc::ByteBuffer* request,
                                                             grpc::ByteBuffer* response) {
  return Serve<v1::ListDecisionsRequest, v1::ListDecisionsResponse>(
      parts_.calls, context, request, response,
      [this](const auto& message, auto& answer) { return Into(handler_.List(message), &answer); });
}

grpc::ServerWriteReactor<grpc::ByteBuffer>* DecisionServiceImpl::ReplayDecisions(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer* request) {
  v1::ReplayDecisionsRequest message;
  const absl::Status read = ReadRequest(*request, message);
  if (!read.ok()) return new RefusedStream<ReplayReactor>(ToGrpcStatus(read));
  absl::StatusOr<Replay> replay = handler_.Replay(message);
  if (!replay.ok()) return new RefusedStream<ReplayReactor>(ToGrpcStatus(replay.status()));
  std::optional<WorkerPool::Ticket> ticket = parts_.replays.Admit();
  if (!ticket.has_value()) return new RefusedStream<ReplayReactor>(TooManyCalls("ReplayDecisions"));
  return new ReplayStream(*std::move(replay), *std::move(ticket), parts_, *context);
}

}  // namespace izin
