using EditorAgent.Core.Workspaces.Buffers;
using EditorAgent.LanguageServer.Transport;
using Microsoft.Extensions.Logging;
using Newtonsoft.Json.Linq;

namespace EditorAgent.LanguageServer.Documents;

/// <summary>
/// Gives the editor new texts, each against the version that it was made from: whoever typed meanwhile is not overwritten. A document that
/// was saved before is saved again where the editor does that when asked, because programs only see the disk.
/// </summary>
internal sealed partial class DocumentEditor(EditorLink link, OpenBuffers buffers, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task<BufferReply> WriteAsync(BufferEdit edit, CancellationToken cancellationToken)
    {
        if (!link.Profile.AppliesEdits)
        {
            return new BufferReply.Refused("this editor takes no edits");
        }

        var path = OpenBuffers.PathOf(EditorProfile.PathOf(edit.Document.Address)!);
        if (buffers.Find(path) is not { } now || now.Version != edit.Document.Version || now.Text != edit.Document.Text)
        {
            return new BufferReply.Refused("the user has just edited it");
        }

        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            var answer = await link.AskAsync(LspMethods.ApplyEdit, this.RequestFor(edit), either.Token);
            if (answer is not JObject said || said["applied"] is not { Type: JTokenType.Boolean } applied || !(bool)applied)
            {
                return new BufferReply.Refused((answer as JObject)?.OptionalText("failureReason"));
            }

            await buffers.WaitForChangeAsync(path, edit.Document.Version, either.Token);
            await this.SaveAsync(path, edit, either.Token);
            return new BufferReply.Taken();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new BufferReply.Refused("it did not answer in time, so whether it has the new text is not known");
        }
        catch (EditorGoneException gone)
        {
            return new BufferReply.Refused(gone.Message);
        }
    }

    private JObject RequestFor(BufferEdit edit)
    {
        var (range, text) = TextLines.Difference(edit.Document.Text, edit.NewText);
        var edits = new JArray(new JObject { ["range"] = LspJson.Of(range), ["newText"] = text });
        var change = link.Profile.ChecksVersions
            ? new JObject
            {
                ["documentChanges"] = new JArray(new JObject
                {
                    ["textDocument"] = new JObject { ["uri"] = edit.Document.Address, ["version"] = edit.Document.Version },
                    ["edits"] = edits,
                }),
            }
            : new JObject { ["changes"] = new JObject { [edit.Document.Address] = edits } };
        return new JObject { ["label"] = "EditorAgent", ["edit"] = change };
    }

    private async Task SaveAsync(string path, BufferEdit edit, CancellationToken cancellationToken)
    {
        if (!edit.WasSaved || !link.Profile.Saves || buffers.Find(path) is not { } document || document.Text != edit.NewText)
        {
            return;
        }

        try
        {
            await link.AskAsync(
                LspMethods.SaveDocument,
                new JObject { ["textDocument"] = new JObject { ["uri"] = document.Address, ["version"] = document.Version } },
                cancellationToken);
        }
        catch (EditorGoneException unsaved)
        {
            this.LogUnsaved(path, unsaved.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "LSP: {Path} was changed but not saved: {Reason}")]
    private partial void LogUnsaved(string path, string reason);
}
