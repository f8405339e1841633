using System.Collections.Immutable;

namespace EditorAgent.Core.Agent.Importing;

/// <summary>Reads the set-ups of other programs, without their MCP servers. Everything that stands there is one item: taken, in use, or not taken and why.</summary>
public sealed class SetupImport(SetupPlaces places, ImportTarget target)
{
    public ImmutableArray<ImportItem> Read(ImportProgram program)
    {
        var items = new ImportItems(target);
        Action read = program switch
        {
            ImportProgram.KimiCode => this.Choose(new KimiSetup(places, items).ReadUser, new KimiSetup(places, items).ReadWorkspace),
            ImportProgram.Claude => this.Choose(new ClaudeSetup(places, items).ReadUser, new ClaudeSetup(places, items).ReadWorkspace),
            ImportProgram.VisualStudioCode => this.Choose(new VisualStudioCodeSetup(places, items).ReadUser, new VisualStudioCodeSetup(places, items).ReadWorkspace),
            ImportProgram.Cursor => this.Choose(new CursorSetup(places, items).ReadUser, new CursorSetup(places, items).ReadWorkspace),
            _ => this.Choose(new CodexSetup(places, items).ReadUser, new CodexSetup(places, items).ReadWorkspace),
        };
        read();
        return items.All;
    }

    private Action Choose(Action user, Action workspace) => target.IsOfWorkspace ? workspace : user;
}
