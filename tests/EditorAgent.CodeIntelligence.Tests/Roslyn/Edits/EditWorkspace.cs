using System.Collections.Immutable;
using System.Text;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Roslyn;
using EditorAgent.CodeIntelligence.Roslyn.Edits;
using EditorAgent.Core.Workspaces;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Roslyn.Edits;

/// <summary>A directory with files, and what the sidecar does with a proposal: check the hash, change the text, store the bytes.</summary>
internal sealed class EditWorkspace : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("edits-").FullName;

    public List<OpenBuffer> Buffers { get; } = [];

    public SeenTexts Seen { get; } = new();

    public CodeSnapshot? Snapshot { get; set; }

    public string Root => this.Files.Root;

    public EffectiveFiles Files => new(this.root, this.Buffers);

    public string PathOf(string name) => Path.Join(this.Root, name);

    public string Write(string name, string text) => this.Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        var path = this.PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return ContentHash.Of(bytes).Value;
    }

    public string Read(string name) => File.ReadAllText(this.PathOf(name));

    public Task<EditProposal> PlanAsync(CancellationToken cancellationToken, params CodeEdit[] edits) =>
        this.PlanAsync(new EditQuery([.. edits], HasFormatting: false, AllowsBroken: false), cancellationToken);

    public Task<EditProposal> PlanAsync(EditQuery query, CancellationToken cancellationToken) =>
        new EditPlanning(this.Files, this.Seen).PlanAsync(query, this.Snapshot, cancellationToken);

    /// <summary>Plans, expects a plan and writes it.</summary>
    public async Task ApplyAsync(CancellationToken cancellationToken, params CodeEdit[] edits) => this.Store(await this.PlanAsync(cancellationToken, edits));

    public void Store(EditProposal proposal)
    {
        Assert.True(proposal.Refusal is null, proposal.Refusal?.Text);
        foreach (var file in proposal.Files)
        {
            Assert.Equal(file.Hash, File.Exists(file.Path) ? ContentHash.Of(File.ReadAllBytes(file.Path)).Value : null);
            if (file.IsDeleted)
            {
                File.Delete(file.Path);
            }
            else if (file.Hash is null)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(file.Path)!);
                File.WriteAllText(file.Path, Assert.Single(file.Changes).NewText);
            }
            else
            {
                File.WriteAllBytes(file.Path, Applied(File.ReadAllBytes(file.Path), file.Changes));
            }
        }
    }

    public static byte[] Applied(byte[] bytes, ImmutableArray<ProposedChange> changes) =>
        TextContent.Decode(bytes)!.Apply([.. changes.Select(change => new TextSplice(change.Start, change.Length, change.NewText))]).Encode();

    public void Dispose() => Directory.Delete(this.root, recursive: true);
}
