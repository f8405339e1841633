using System.Buffers;
using System.Text.Json;

namespace EditorAgent.LanguageServer.Transport;

/// <summary>
/// Lets through only what is one message of JSON-RPC 2.0 in its time. The library's reader ends for good at a number that is too large or a
/// member of another kind, and the library says nothing to what comes before <c>initialize</c>; such messages are answered here.
/// </summary>
internal sealed class MessageGuard
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private readonly Lifecycle lifecycle = new();

    /// <summary>The process that the editor has named as its own; never ends if it names none.</summary>
    public Task<int> EditorProcess => this.lifecycle.EditorProcess;

    public Verdict Judge(in ReadOnlySequence<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            return RequestShape.FaultOf(document.RootElement) is { } fault
                ? Verdict.Answer.Refusal(RefusalCode.InvalidRequest, fault, RequestShape.IdOf(document.RootElement))
                : this.lifecycle.Judge(document.RootElement);
        }
        catch (Exception misfit) when (misfit is JsonException or InvalidOperationException)
        {
            // The latter for half a surrogate pair in a name.
            return Verdict.Answer.Refusal(RefusalCode.ParseError, "This is not JSON, or an object in it has a member twice.", null);
        }
    }
}
