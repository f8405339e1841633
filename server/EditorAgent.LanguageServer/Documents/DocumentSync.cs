using EditorAgent.Core.Workspaces.Buffers;
using EditorAgent.LanguageServer.Transport;
using Newtonsoft.Json.Linq;

namespace EditorAgent.LanguageServer.Documents;

/// <summary>Keeps the open documents as the editor tells them. Addresses that are no files are nobody's business here.</summary>
internal sealed class DocumentSync(OpenBuffers buffers)
{
    public void Register(Handlers handlers)
    {
        handlers.Notification(LspMethods.DidOpen, this.Open);
        handlers.Notification(LspMethods.DidChange, this.Change);
        handlers.Notification(LspMethods.DidClose, this.Close);
    }

    /// <summary>The text of an open document; null where it is not open.</summary>
    public string? TextOf(string uri) => PathOf(uri) is { } path ? buffers.Find(path)?.Text : null;

    private void Open(JToken request)
    {
        var document = request.Member("textDocument");
        var uri = document.Text("uri");
        if (PathOf(uri) is { } path)
        {
            buffers.Open(path, new OpenDocument(uri, document.Text("text"), document.Number("version")));
        }
    }

    private void Change(JToken request)
    {
        if (PathOf(LspJson.UriOf(request)) is not { } path)
        {
            return;
        }

        try
        {
            var changes = (JArray)request.Member("contentChanges");
            buffers.Change(path, request.Member("textDocument").Number("version"), text => changes.Aggregate(text, Changed));
        }
        catch
        {
            // From here on the text would be another than the editor's: the disk is the better witness.
            buffers.Close(path);
            throw;
        }
    }

    private void Close(JToken request)
    {
        if (PathOf(LspJson.UriOf(request)) is { } path)
        {
            buffers.Close(path);
        }
    }

    private static string Changed(string text, JToken change)
    {
        if ((change as JObject)?["range"] is not JObject where)
        {
            return change.Text("text");
        }

        var range = LspJson.RangeOf(where);
        var start = TextLines.OffsetOf(text, range.Start);
        var end = Math.Max(start, TextLines.OffsetOf(text, range.End));
        return string.Concat(text.AsSpan(0, start), change.Text("text"), text.AsSpan(end));
    }

    private static string? PathOf(string uri) => EditorProfile.PathOf(uri) is { } path ? OpenBuffers.PathOf(path) : null;
}
