using System.Text.Json;
using OmniSharp.Extensions.LanguageServer.Protocol.Models;
using OmniSharp.Extensions.LanguageServer.Protocol.Serialization;

namespace EditorAgent.LanguageServer.Transport;

/// <summary>LSP 3.17, "Server lifecycle": what an editor may say before <c>initialize</c>, between it and <c>shutdown</c>, and behind that.</summary>
internal sealed class Lifecycle
{
    private readonly TaskCompletionSource<int> editorProcess = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Stage stage;

    private enum Stage
    {
        New,
        Serving,
        ShutDown,
    }

    /// <summary>Ends when <c>initialize</c> has named one.</summary>
    public Task<int> EditorProcess => this.editorProcess.Task;

    /// <param name="message">One message of JSON-RPC.</param>
    public Verdict Judge(JsonElement message)
    {
        if (!message.TryGetProperty("method", out var method))
        {
            return this.stage == Stage.New ? new Verdict.Drop() : new Verdict.Pass();
        }

        if (!message.TryGetProperty("id", out var id))
        {
            return this.JudgeNotification(method);
        }

        switch (this.stage)
        {
            case Stage.New when method.ValueEquals("initialize"):
                return this.Begin(message, id);
            case Stage.New:
                return Verdict.Answer.Refusal(RefusalCode.ServerNotInitialized, "Send initialize first.", id);
            case Stage.ShutDown:
                return Verdict.Answer.Refusal(RefusalCode.InvalidRequest, "Behind shutdown comes nothing but exit.", id);
            case Stage.Serving when method.ValueEquals("initialize"):
                return Verdict.Answer.Refusal(RefusalCode.InvalidRequest, "initialize may be sent only once.", id);
            case Stage.Serving when method.ValueEquals("shutdown"):
                // Answered here: the library does not, if exit comes right behind.
                this.stage = Stage.ShutDown;
                return Verdict.Answer.Null(id);
            default:
                return new Verdict.Pass();
        }
    }

    private Verdict JudgeNotification(JsonElement method)
    {
        if (method.ValueEquals("exit"))
        {
            return new Verdict.Exit(this.stage == Stage.ShutDown ? null : "exit came without shutdown before it");
        }

        return this.stage == Stage.Serving ? new Verdict.Pass() : new Verdict.Drop();
    }

    private Verdict Begin(JsonElement message, JsonElement id)
    {
        if (!message.TryGetProperty("params", out var parameters) || parameters.ValueKind != JsonValueKind.Object
            || !parameters.TryGetProperty("capabilities", out var capabilities) || capabilities.ValueKind != JsonValueKind.Object)
        {
            return Verdict.Answer.Refusal(RefusalCode.InvalidParams, "initialize needs params, an object, and in it capabilities, an object too.", id);
        }

        var process = 0;
        var isNamed = parameters.TryGetProperty("processId", out var named) && named.ValueKind != JsonValueKind.Null;
        if (isNamed && (named.ValueKind != JsonValueKind.Number || !named.TryGetInt32(out process)))
        {
            return Verdict.Answer.Refusal(RefusalCode.InvalidParams, "The processId of initialize must be a whole number or null.", id);
        }

        if (!IsReadable(parameters))
        {
            return Verdict.Answer.Refusal(RefusalCode.InvalidParams, "Invalid params for initialize: a member is of the wrong kind.", id);
        }

        this.stage = Stage.Serving;
        if (isNamed)
        {
            this.editorProcess.SetResult(process);
        }

        return new Verdict.Pass();
    }

    /// <summary>The library answers nothing when it cannot.</summary>
    private static bool IsReadable(JsonElement parameters)
    {
        try
        {
            return LspSerializer.Instance.DeserializeObject<InitializeParams>(parameters.GetRawText()) is not null;
        }
        catch (Exception misfit) when (misfit is Newtonsoft.Json.JsonException or ArgumentException or FormatException or InvalidCastException or OverflowException or NullReferenceException)
        {
            return false;
        }
    }
}
