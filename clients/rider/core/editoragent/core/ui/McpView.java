package editoragent.core.ui;

import editoragent.core.Agent;
import editoragent.core.EditorHost;
import editoragent.core.acp.McpServerStatus;
import editoragent.core.acp.McpServers;
import editoragent.core.acp.TrustRoot;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The MCP servers of the session: how they stand, what waits for approval, and the files that declare them. */
final class McpView extends Column {
    private static final long serialVersionUID = 1L;

    private final transient Agent agent;
    private final transient EditorHost host;
    private final Words state = Words.faint("");
    private final Column list = new Column(6);

    McpView(Agent agent, EditorHost host) {
        super(Look.GAP);
        this.agent = agent;
        this.host = host;
        this.setName("editoragent.mcp.view");
        this.state.setName("editoragent.mcp.state");
        this.padded(8, 10, 12, 10);
        this.add(new WrapRow(6,
                new FlatButton("Refresh", "editoragent.mcp.refresh", FlatButton.Rank.SECONDARY, this::refresh),
                new FlatButton("Open mcp.json of this workspace", "editoragent.mcp.open.workspace", FlatButton.Rank.SECONDARY, () -> this.openFile(this.host.workspace().resolve(".editoragent").resolve("mcp.json"))),
                new FlatButton("Open your own mcp.json", "editoragent.mcp.open.user", FlatButton.Rank.SECONDARY, () -> this.openFile(userFile()))));
        this.add(this.state);
        this.add(this.list);
    }

    void refresh() {
        this.ask("");
    }

    /** @param line stays above the servers */
    private void ask(String line) {
        Edt.take(this.agent.mcpServers(), known -> this.show(known, line), this.state::show);
    }

    private void show(McpServers known, String line) {
        this.list.removeAll();
        known.problems().forEach(problem -> this.list.add(new Words(problem, Look::warning, Look::font)));
        known.servers().forEach(server -> this.list.add(this.card(server)));
        String none = known.servers().isEmpty() ? "No MCP servers yet. Declare them in an mcp.json; they are asked about before they start." : "";
        this.state.show(line.isEmpty() ? none : line);
        this.revalidate();
        this.repaint();
    }

    private Card card(McpServerStatus server) {
        Caption name = new Caption(server.name(), Look::text, Look::bold);
        name.setName("editoragent.mcp.server." + server.name());
        String facts = wordsOf(server.state()) + (server.tools().isPresent() ? ", " + server.tools().getAsLong() + (server.tools().getAsLong() == 1 ? " tool" : " tools") : "") + " · " + scopeOf(server.scope());
        Words standing = new Words(facts, () -> colorOf(server.state()), Look::small);
        standing.setName("editoragent.mcp.standing." + server.name());
        Words what = new Words(server.what(), Look::text, Look::mono);
        what.setWrapStyleWord(false);
        Card card = new Card(4, Look::card, Look::border, name, standing, what);
        server.problems().forEach(line -> card.add(new Words(line, Look::warning, Look::font)));
        if (!server.trustLines().isEmpty() && server.state().equals("needs_trust")) {
            Words lines = new Words(String.join("\n", server.trustLines()), Look::text, Look::mono);
            lines.setWrapStyleWord(false);
            card.add(Words.of("It may be started with exactly this. When any of it changes you are asked again."));
            card.add(new Card(0, Look::field, Look::border, lines));
        }

        server.errorTail().forEach(line -> card.add(new Words(line, Look::faint, Look::mono)));
        List<FlatButton> buttons = this.buttons(server);
        if (!buttons.isEmpty()) {
            card.add(new WrapRow(6, buttons.toArray(FlatButton[]::new)));
        }

        return card;
    }

    private List<FlatButton> buttons(McpServerStatus server) {
        List<FlatButton> buttons = new ArrayList<>();
        if (server.scope().equals("listed")) {
            return buttons;
        }

        if (server.state().equals("needs_trust") && server.fingerprint().isPresent()) {
            buttons.add(this.named("Approve", server, () -> this.approve(server)));
        }

        if (server.state().equals("needs_login")) {
            buttons.add(this.button("Log in", server, () -> this.agent.mcp("login", server.name())));
        }

        if (server.state().equals("disabled")) {
            buttons.add(this.button("Switch on", server, () -> this.agent.mcp("enable", server.name())));
        } else {
            buttons.add(this.button("Test", server, () -> this.agent.mcp("test", server.name())));
            buttons.add(this.button("Switch off", server, () -> this.agent.mcp("disable", server.name())));
        }

        return buttons;
    }

    /** Of a server of the workspace, the workspace is asked about first: its code comes with it. */
    private void approve(McpServerStatus server) {
        Runnable approve = () -> Edt.take(this.agent.approveMcp(server.name(), server.fingerprint().get()), done -> this.ask(""), this::ask);
        if (!server.scope().equals("workspace")) {
            approve.run();
            return;
        }

        Edt.take(this.agent.trustRoots(), roots -> this.trustFirst(roots.stream().filter(root -> !root.isTrusted()).toList(), approve), this::ask);
    }

    private void trustFirst(List<TrustRoot> untrusted, Runnable then) {
        if (untrusted.isEmpty()) {
            then.run();
            return;
        }

        Runnable next = () -> this.trustFirst(untrusted.subList(1, untrusted.size()), then);
        this.list.removeAll();
        this.list.add(new TrustCard(this.agent, untrusted.get(0), next, this::refresh));
        this.revalidate();
        this.repaint();
    }

    private FlatButton button(String text, McpServerStatus server, Supplier<CompletableFuture<Void>> act) {
        return this.named(text, server, () -> {
            this.state.show(text + ": " + server.name() + "…");
            Edt.take(act.get(), done -> this.ask(""), this::ask);
        });
    }

    private FlatButton named(String text, McpServerStatus server, Runnable act) {
        String name = "editoragent.mcp." + text.toLowerCase(Locale.ROOT).replace(' ', '_') + "." + server.name();
        FlatButton button = new FlatButton(text, name, FlatButton.Rank.SECONDARY, act);
        button.getAccessibleContext().setAccessibleName(text + " " + server.name());
        return button;
    }

    private void openFile(Path file) {
        CompletableFuture<Void> opened = CompletableFuture.runAsync(() -> {
            try {
                if (!Files.exists(file)) {
                    this.host.writeText(file, "{\n  \"mcpServers\": {\n  }\n}\n");
                }

                this.host.open(file, 0);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(file + " could not be opened: " + e.getMessage(), e);
            }
        });
        Edt.take(opened, done -> { }, this.state::show);
    }

    private static Path userFile() {
        String home = System.getenv("EDITORAGENT_HOME");
        return home == null || home.isBlank() ? Path.of(System.getProperty("user.home"), ".editoragent", "mcp.json") : Path.of(home, "mcp.json");
    }

    private static String wordsOf(String state) {
        return switch (state) {
            case "pending" -> "not started yet";
            case "needs_login" -> "needs a login";
            case "needs_trust" -> "waits for your approval";
            case "needs_input" -> "needs a value";
            case "disabled" -> "off";
            default -> state.replace('_', ' ');
        };
    }

    private static String scopeOf(String scope) {
        return switch (scope) {
            case "user" -> "your own";
            case "workspace" -> "of this workspace";
            case "client" -> "handed over by the editor";
            case "listed" -> "of another program, not started here";
            default -> scope;
        };
    }

    private static Color colorOf(String state) {
        return switch (state) {
            case "connected" -> Look.good();
            case "failed" -> Look.error();
            case "needs_login", "needs_trust", "needs_input" -> Look.warning();
            default -> Look.faint();
        };
    }
}
