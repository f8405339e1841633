using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.ModelProviders.Scripted;
using EditorAgent.ScriptedModelServer.Wire;

namespace EditorAgent.ScriptedModelServer;

/// <summary>From a request's body to the good reply: validate, look up the script, say it in the dialect.</summary>
internal sealed class ScriptedModelResponder(ScriptedConversation conversation, ScriptedModelOptions options)
{
    private readonly VendorRequestValidator validator = new()
    {
        RequiresReasoning = options.RequiresReasoning,
        IdsRepeatAcrossMessages = options.Quirks.HasFlag(VendorQuirks.DuplicateIds),
    };

    public WireReply Reply(VendorDialect dialect, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 256 });
            if (this.validator.Check(dialect, document.RootElement) is { } refusal)
            {
                return WireReply.Refused(dialect, refusal);
            }

            var request = WireRequestReader.Read(dialect, document.RootElement);
            return this.Say(dialect, request, conversation.Answer(request.System, request.Messages));
        }
        catch (JsonException e)
        {
            return WireReply.Refused(dialect, VendorRefusal.Invalid($"The body is not JSON: {e.Message}"));
        }
        catch (ModelException e)
        {
            return WireReply.Refused(dialect, new VendorRefusal(404, "resource_not_found_error", e.Message));
        }
    }

    private WireReply Say(VendorDialect dialect, WireRequest request, ScriptedAnswer answer)
    {
        if (dialect == VendorDialect.AnthropicMessages)
        {
            var anthropic = new AnthropicReplyWriter(answer, request.Model, options.Quirks);
            return request.IsStream ? anthropic.Stream() : anthropic.Whole();
        }

        var chat = new ChatReplyWriter(answer, request.Model, options.Quirks);
        return request.IsStream ? chat.Stream() : chat.Whole();
    }
}
